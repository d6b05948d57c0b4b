package dev.chit.client;

/// The server's log is not an extension of what it signed before. Money commands stop until a
/// person has decided; both checkpoints are kept in the profile. Code `history-rewritten`.
public final class HistoryRewrittenException extends ChitException {
  private static final long serialVersionUID = 1;

  private final String before;
  private final String now;

  /// @param before the checkpoint seen earlier, a signed note
  /// @param now the one that contradicts it, a signed note
  public HistoryRewrittenException(String before, String now) {
    super(
        "history-rewritten",
        ExitClass.UNREACHABLE,
        "The server rewrote history: its log is not the one that it signed before. Payments stop.",
        null);
    this.before = before;
    this.now = now;
  }

  public String before() {
    return before;
  }

  public String now() {
    return now;
  }
}
