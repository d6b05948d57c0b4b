package dev.chit.core;

/// A signature that is not the expected key's over these bytes. The message is for a person.
public final class BadSignatureException extends Exception {
  public BadSignatureException(String message) {
    super(message);
  }
}
