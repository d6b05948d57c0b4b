package dev.chit.core.chit;

/// Bytes or text that are no chit. The message says why, for a person.
public final class BadChitException extends Exception {
  BadChitException(String message) {
    super(message);
  }
}
