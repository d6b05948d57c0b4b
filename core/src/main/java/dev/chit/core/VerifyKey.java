package dev.chit.core;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// An Ed25519 public key (RFC 8032), 32 bytes. Whether it is a good one is for the verifier to say.
public final class VerifyKey {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private VerifyKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static VerifyKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "public key of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new VerifyKey(bytes.clone());
  }

  /// The 32 bytes from `offset` on.
  ///
  /// @throws IndexOutOfBoundsException if there are fewer
  public static VerifyKey at(byte[] bytes, int offset) {
    Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
    return new VerifyKey(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyKey that && Arrays.equals(bytes, that.bytes);
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
