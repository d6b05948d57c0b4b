package dev.chit.audit;

/// What can be wrong with a log. The codes are stable and meant for programs.
public enum Fault {
  // The log as a whole
  NO_LEDGER("no-ledger"),
  OTHER_LEDGER("other-ledger"),
  DAMAGED_EXPORT("damaged-export"),
  NO_CHECKPOINT("no-checkpoint"),
  BAD_CHECKPOINT("bad-checkpoint"),
  WRONG_SIZE("wrong-size"),
  WRONG_ROOT("wrong-root"),
  FORK("fork"),
  WRONG_BALANCE("wrong-balance"),
  WRONG_SUPPLY("wrong-supply"),

  // One event
  BAD_EVENT("bad-event"),
  WRONG_KIND("wrong-kind"),
  BAD_SIGNATURE("bad-signature"),
  WRONG_LEDGER("wrong-ledger"),
  WRONG_UNIT("wrong-unit"),
  REPEATED_ID("repeated-id"),
  UNKNOWN_ACCOUNT("unknown-account"),
  SAME_ACCOUNT("same-account"),
  OVERDRAFT("overdraft"),
  OVERFLOW("overflow"),
  OVER_LIMIT("over-limit"),
  FROZEN("frozen"),
  EXPIRED("expired"),
  BAD_HOLD("bad-hold"),
  BAD_REFUND("bad-refund"),
  NAME_TAKEN("name-taken"),
  KEY_TAKEN("key-taken"),
  BAD_INVITE("bad-invite"),
  BAD_ACT("bad-act"),
  BAD_DEVICE("bad-device"),
  ACCOUNT_CLOSED("account-closed"),
  BAD_CLOSING("bad-closing"),
  BAD_CLAIM("bad-claim");

  private final String code;

  Fault(String code) {
    this.code = code;
  }

  /// Lower case, words joined by hyphens.
  public String code() {
    return code;
  }
}
