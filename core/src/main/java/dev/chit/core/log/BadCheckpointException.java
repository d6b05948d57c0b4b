package dev.chit.core.log;

/// A note that is no checkpoint of this log. The message says why, for a person.
public final class BadCheckpointException extends Exception {
  BadCheckpointException(String message) {
    super(message);
  }
}
