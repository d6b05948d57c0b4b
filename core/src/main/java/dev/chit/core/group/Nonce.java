package dev.chit.core.group;

import java.util.Arrays;

/// 16 random bytes.
public final class Nonce {
  public static final int LENGTH = 16;

  private final byte[] bytes;

  private Nonce(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static Nonce of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "nonce of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new Nonce(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Nonce";
  }
}
