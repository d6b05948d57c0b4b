package dev.chit.sessions;

import java.util.Arrays;

/// Appends numbers (big-endian) and bytes.
final class ByteWriter {
  private byte[] bytes;
  private int length;

  ByteWriter(int expected) {
    bytes = new byte[expected];
  }

  ByteWriter u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteWriter flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  ByteWriter u32(int value) {
    return u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  ByteWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  /// Seven bits a byte, the lowest first, a set high bit where more follow; at most four bytes.
  ByteWriter varint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      u8(rest | 0x80);
      rest >>>= 7;
    }
    return u8(rest);
  }

  ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  byte[] done() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      byte[] old = bytes;
      bytes = Arrays.copyOf(old, Math.max(2 * old.length, length + more));
      Arrays.fill(old, (byte) 0);
    }
  }
}
