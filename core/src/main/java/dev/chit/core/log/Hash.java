package dev.chit.core.log;

import dev.chit.core.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// A SHA-256 hash, 32 bytes: a leaf's, a node's, a tree's root.
public final class Hash {
  public static final int LENGTH = Sha256.LENGTH;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "hash of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new Hash(bytes.clone());
  }

  /// The 32 bytes from `offset` on.
  ///
  /// @throws IndexOutOfBoundsException if there are fewer
  public static Hash at(byte[] bytes, int offset) {
    Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /// @throws IllegalArgumentException unless the text is 64 hexadecimal digits
  public static Hash parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /// The hash just computed, whose array nobody else holds.
  static Hash wrap(byte[] digest) {
    return new Hash(digest);
  }

  /// The array itself, for hashing only.
  byte[] raw() {
    return bytes;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
