package dev.chit.server.blobs;

/// The index of the blobs was written by a later version of this program.
public final class NewerBlobsException extends Exception {
  private static final long serialVersionUID = 1;

  NewerBlobsException(int found, int known) {
    super("version " + found + " (expected: at most " + known + ")");
  }
}
