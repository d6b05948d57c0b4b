package dev.chit.client;

/// A rule said no, finally: nothing was done. The code is the rule's, such as `insufficient-funds`.
public final class ChitRefusedException extends ChitException {
  private static final long serialVersionUID = 1;

  public ChitRefusedException(String code, String message) {
    super(code, ExitClass.REFUSED, message, null);
  }
}
