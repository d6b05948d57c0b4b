package dev.chit.sessions;

/// Why a message was not sealed.
public enum SealFailure {
  WRONG_NAMES("wrong-names", "The message names other people than the session's."),
  WRONG_DEVICE("wrong-device", "The prekeys are not those of the device in the log."),
  BAD_PREKEY("bad-prekey", "A prekey is malformed or not signed by its device."),
  TOO_MANY_STARTS("too-many-starts", "Too many sessions were started with this device lately."),
  BAD_PEER_KEY("bad-peer-key", "The peer sent a key that cannot be used; start afresh."),
  CHAIN_EXHAUSTED("chain-exhausted", "Too many messages without an answer; start afresh.");

  private final String code;
  private final String message;

  SealFailure(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /// Stable, for programs.
  public String code() {
    return code;
  }

  /// One sentence for a person.
  public String message() {
    return message;
  }
}
