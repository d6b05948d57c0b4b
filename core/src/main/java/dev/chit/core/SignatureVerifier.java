package dev.chit.core;

/// Judges Ed25519 signatures. The one that judges chits is chosen in module `crypto`.
@FunctionalInterface
public interface SignatureVerifier {
  int SIGNATURE_LENGTH = 64;

  /// Whether `signature` (64 bytes) is `key`'s over `message`. False, never an exception, for
  /// anything malformed.
  boolean verify(VerifyKey key, byte[] message, byte[] signature);
}
