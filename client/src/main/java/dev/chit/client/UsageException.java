package dev.chit.client;

/// The caller asked for something that makes no sense here: `wrong-amount`, `wrong-name`,
/// `wrong-chit`, `text-too-long`, `not-registered`, `closed`.
public final class UsageException extends ChitException {
  /// The code of whatever is asked of a client that was closed.
  public static final String CLOSED = "closed";

  private static final long serialVersionUID = 1;

  public UsageException(String code, String message) {
    super(code, ExitClass.USAGE, message, null);
  }
}
