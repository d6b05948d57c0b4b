package dev.chit.sessions.file;

/// A sealed piece is not what was sealed for this place of this file: altered, cut, out of order or
/// of another file.
public final class BadPieceException extends Exception {
  private static final long serialVersionUID = 1;

  BadPieceException(long piece) {
    super("piece " + piece + " does not open");
  }
}
