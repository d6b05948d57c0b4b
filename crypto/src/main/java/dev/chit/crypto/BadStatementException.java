package dev.chit.crypto;

/// Bytes that are no good device statement. The message says why, for a person.
public final class BadStatementException extends Exception {
  BadStatementException(String message) {
    super(message);
  }
}
