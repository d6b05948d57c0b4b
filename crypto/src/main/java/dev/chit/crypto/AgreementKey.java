package dev.chit.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/// An X25519 public key (RFC 7748), 32 bytes. Any 32 bytes are one; a result of all zeros, which a
/// small-order key forces, is refused where keys are agreed.
public final class AgreementKey {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private AgreementKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static AgreementKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "agreement key of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new AgreementKey(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AgreementKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
