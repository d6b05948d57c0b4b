package dev.chit.sessions;

/// A saved state that this version cannot read: damaged, or written by a newer one.
public final class BadStateException extends RuntimeException {
  BadStateException(String message) {
    super(message);
  }

  BadStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
