package dev.chit.core.log;

/// Signs with the log's private key.
@FunctionalInterface
public interface NoteSigner {
  /// The 64 bytes of Ed25519 signature over exactly these bytes.
  byte[] sign(byte[] message);
}
