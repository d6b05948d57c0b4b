package dev.chit.sessions;

/// Why an envelope was not opened.
public enum OpenFailure {
  TOO_LARGE("too-large", "The envelope is larger than 64 KiB.", false),
  MALFORMED("malformed", "The envelope is not of a form that this version knows.", false),
  NOT_THE_PEER("not-the-peer", "The envelope comes from another device.", false),
  /// Opened before, or so old that its key was dropped.
  ALREADY_OPENED("already-opened", "The message was opened before or is too old.", false),
  /// Forged, damaged, or of a session of which this end lost the state.
  FORGED("forged", "The message does not open in any session with its sender.", true),
  NO_SESSION("no-session", "There is no session with the sender.", true),
  UNKNOWN_PREKEY("unknown-prekey", "The message uses a prekey that is gone.", true),
  TOO_FAR_AHEAD("too-far-ahead", "Too many messages before this one are missing.", true),
  WRONG_NAMES("wrong-names", "The message names other people than its session's.", false),
  TOO_MANY_STARTS("too-many-starts", "The sender started too many sessions lately.", false);

  private final String code;
  private final String message;
  private final boolean healable;

  OpenFailure(String code, String message, boolean healable) {
    this.code = code;
    this.message = message;
    this.healable = healable;
  }

  /// Stable, for programs.
  public String code() {
    return code;
  }

  /// One sentence for a person.
  public String message() {
    return message;
  }

  /// Whether asking the sender, in a fresh session, to send it again may help.
  public boolean healable() {
    return healable;
  }
}
