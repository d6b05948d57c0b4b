package dev.chit.sessions;

/// A public key or ciphertext that cannot be used, or a shared secret of all zeros.
final class BadKeyException extends Exception {
  BadKeyException(String message) {
    super(message);
  }

  BadKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
