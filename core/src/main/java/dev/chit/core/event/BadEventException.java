package dev.chit.core.event;

/// Bytes that are no event, or no operator's act. The message says why, for a person.
public final class BadEventException extends Exception {
  BadEventException(String message) {
    super(message);
  }
}
