package dev.chit.sessions;

import java.util.Arrays;

/// Reads what [ByteWriter] wrote; strict: one encoding for one value.
final class ByteReader {
  static final int VARINT_MAX = (1 << 28) - 1;

  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int u8() throws BadEncodingException {
    need(1);
    return bytes[at++] & 0xff;
  }

  boolean flag() throws BadEncodingException {
    int value = u8();
    if (value > 1) {
      throw new BadEncodingException("flag " + value + " (expected: 0 or 1)");
    }
    return value == 1;
  }

  int u32() throws BadEncodingException {
    need(4);
    return u8() << 24 | u8() << 16 | u8() << 8 | u8();
  }

  /// A number of things to follow.
  int count(int max) throws BadEncodingException {
    int value = u32();
    if (value < 0 || value > max) {
      throw new BadEncodingException("count " + value + " (expected: at most " + max + ")");
    }
    return value;
  }

  long u64() throws BadEncodingException {
    return Integer.toUnsignedLong(u32()) << 32 | Integer.toUnsignedLong(u32());
  }

  int varint() throws BadEncodingException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = u8();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw new BadEncodingException("number with empty digits (expected: the shortest form)");
        }
        return value;
      }
    }
    throw new BadEncodingException("number too large (expected: at most " + VARINT_MAX + ")");
  }

  byte[] raw(int length) throws BadEncodingException {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  int position() {
    return at;
  }

  int remaining() {
    return bytes.length - at;
  }

  void end() throws BadEncodingException {
    if (remaining() != 0) {
      throw new BadEncodingException(remaining() + " bytes too many (expected: the end)");
    }
  }

  private void need(int length) throws BadEncodingException {
    if (length < 0 || remaining() < length) {
      throw new BadEncodingException(
          remaining() + " bytes left (expected: at least " + length + ")");
    }
  }
}
