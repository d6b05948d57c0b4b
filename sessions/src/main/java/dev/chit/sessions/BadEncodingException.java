package dev.chit.sessions;

/// Bytes that are not of the form expected. The message names lengths and numbers, never contents.
final class BadEncodingException extends Exception {
  BadEncodingException(String message) {
    super(message);
  }
}
