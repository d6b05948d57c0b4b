package dev.chit.core.group;

import dev.chit.core.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/// SHA-256 of a change with its signature: what the next one names, and the epoch that messages
/// name.
public final class ChangeHash implements Comparable<ChangeHash> {
  public static final int LENGTH = Sha256.LENGTH;

  /// In place of a change before the first.
  public static final ChangeHash NONE = new ChangeHash(new byte[LENGTH]);

  private final byte[] bytes;

  private ChangeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static ChangeHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "hash of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new ChangeHash(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// In the order of the bytes.
  @Override
  public int compareTo(ChangeHash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
