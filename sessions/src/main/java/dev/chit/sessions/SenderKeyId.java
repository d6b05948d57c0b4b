package dev.chit.sessions;

import java.util.Arrays;
import java.util.HexFormat;

/// Names a sender key, 16 random bytes. It stands in the open in each message that the key seals.
public final class SenderKeyId {
  public static final int LENGTH = 16;

  private final byte[] bytes;

  private SenderKeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static SenderKeyId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "sender key id of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new SenderKeyId(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SenderKeyId that && Arrays.equals(bytes, that.bytes);
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
