package dev.chit.core.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Why something was refused by a rule. Codes are stable and meant for programs; messages are one
/// sentence for a person. A refusal never has a partial effect.
public enum Rejection {
  // Payments
  INSUFFICIENT_FUNDS("insufficient-funds", "The payer's balance does not cover this amount."),
  UNKNOWN_PAYER("unknown-payer", "This ledger has no account for the payer."),
  UNKNOWN_PAYEE("unknown-payee", "This ledger has no account for the payee."),
  FROZEN("frozen", "The operator has frozen one of the accounts concerned."),
  EXPIRED("expired", "The chit is past its last valid time."),
  REVOKED("revoked", "The payer has revoked this chit."),
  DUPLICATE_ID("duplicate-id", "Another order was already settled under this chit's id."),
  WRONG_LEDGER("wrong-ledger", "This was signed for another ledger."),
  WRONG_UNIT("wrong-unit", "The chit is in another unit than this ledger's."),
  BAD_SIGNATURE("bad-signature", "The signature is not the payer's over this order."),
  BAD_CHIT("bad-chit", "This is not a well-formed chit."),
  SAME_ACCOUNT("same-account", "Payer and payee are the same account."),
  LIMIT_EXCEEDED("limit-exceeded", "The payment exceeds a limit of the payer's account."),
  OVERFLOW("overflow", "The payee's balance cannot hold this amount."),

  // The life of a chit
  SETTLED("settled", "This chit has been settled."),
  CERTIFIED("certified", "This chit has been certified: only its payee can give it up."),
  NOT_CERTIFIED("not-certified", "This chit has not been certified."),
  CANCELLED("cancelled", "The payee has cancelled this chit."),
  UNKNOWN_CHIT("unknown-chit", "This ledger knows no such chit."),
  NOT_PAYER("not-payer", "Only the chit's payer may do this."),
  NOT_PAYEE("not-payee", "Only the chit's payee may do this."),
  BAD_REFERENCE("bad-reference", "The chit referred to is not a settled payment the other way."),
  REFUND_EXCEEDS("refund-exceeds", "The refunds would exceed what was paid."),

  // Accounts
  NAME_TAKEN("name-taken", "Another account has this name."),
  BAD_NAME("bad-name", "A name is 1 to 32 letters (a-z), digits, '_', '.' or '-'."),
  KEY_TAKEN("key-taken", "This identity already has an account under another name."),
  BAD_INVITE("bad-invite", "The invitation is missing, unknown or already used."),
  UNKNOWN_ACCOUNT("unknown-account", "This ledger has no such account."),
  UNKNOWN_DEVICE("unknown-device", "The account has no such device."),
  DEVICE_TAKEN("device-taken", "The account has, or had, another device of this number."),
  DEVICE_LIMIT("device-limit", "An account has at most 8 devices, and 64 in all its time."),
  LAST_DEVICE("last-device", "An account keeps at least one device."),
  DEVICE_REVOKED("device-revoked", "This device has been revoked."),
  BAD_CLAIM("bad-claim", "The claim code is wrong, over, or for another account."),
  ACCOUNT_CLOSED("account-closed", "An account concerned was closed by its member."),
  NOT_EMPTY("not-empty", "The account still has a balance, or sums set aside for chits."),
  OPERATOR_ACCOUNT("operator-account", "The operator's account cannot be closed."),
  NO_PREKEYS("no-prekeys", "The device has not published the keys that a conversation needs."),
  NOT_REGISTERED("not-registered", "This identity has no account here: register first."),
  ALREADY_REGISTERED("already-registered", "This identity already has an account here."),

  // The operator
  NOT_OPERATOR("not-operator", "Only the operator may do this."),
  NOT_AUDITOR("not-auditor", "Only the operator and auditors may do this."),
  BAD_ACT("bad-act", "This is not an act that the operator can do."),
  ALREADY_CREATED("already-created", "The ledger exists already."),

  // Requests
  BAD_REQUEST("bad-request", "The request is not well formed."),
  BAD_PREKEY("bad-prekey", "A prekey is malformed or not signed by its device."),
  UNKNOWN_EVENT("unknown-event", "The log has no such event."),

  // The server's limits
  BUSY("busy", "The server has too much to do: try again in a moment."),
  QUOTA("quota", "This account has used up its share for now."),
  TOO_LARGE("too-large", "This is larger than the server accepts."),
  STALE("stale", "This is out of date: fetch the present state and try again.");

  private static final Map<String, Rejection> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Rejection::code, Function.identity()));

  private final String code;
  private final String message;

  Rejection(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /// Stable, lower case, words joined by hyphens.
  public String code() {
    return code;
  }

  /// One sentence for a person.
  public String message() {
    return message;
  }

  public static Optional<Rejection> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
