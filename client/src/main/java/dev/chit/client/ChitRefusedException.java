package dev.chit.client;

/// A rule said no: nothing was done. The code is the rule's, such as `insufficient-funds`.
public final class ChitRefusedException extends ChitException {
  private static final long serialVersionUID = 1;

  public ChitRefusedException(String code, String message) {
    super(code, ExitClass.REFUSED, message, null);
  }

  /// Whether it was said of the moment and not of what was asked: the same may go well later.
  public boolean isTransient() {
    return code().equals("busy") || code().equals("quota");
  }
}
