package dev.chit.core;

import java.util.Arrays;

/// The 64 bytes of an Ed25519 signature. Whether they are a good one is for the verifier to say.
public final class SignatureBytes {
  public static final int LENGTH = SignatureVerifier.SIGNATURE_LENGTH;

  private final byte[] bytes;

  private SignatureBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 64 bytes
  public static SignatureBytes of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "signature of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new SignatureBytes(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SignatureBytes[…]";
  }
}
