package dev.chit.server.mailbox.store;

/// The file was written by a later version of this program.
public final class NewerMailException extends Exception {
  private static final long serialVersionUID = 1;

  NewerMailException(int found, int known) {
    super("version " + found + " (expected: at most " + known + ")");
  }
}
