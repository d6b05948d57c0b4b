package dev.chit.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// As much of DER (X.690) as a certificate of ours needs, for writing.
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int NULL = 0x05;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int IMPLICIT = 0x80;
  private static final int EXPLICIT = 0xa0;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(SET, parts);
  }

  /// `[number] EXPLICIT`.
  static byte[] explicit(int number, byte[] part) {
    return tagged(EXPLICIT | number, part);
  }

  /// `[number] IMPLICIT`, of what is not made of parts.
  static byte[] implicit(int number, byte[] content) {
    return tagged(IMPLICIT | number, content);
  }

  static byte[] yes() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] nothing() {
    return tagged(NULL);
  }

  /// The first bits of one byte.
  ///
  /// @param bits the highest is the first
  /// @param unused how many at the end count for nothing
  static byte[] bits(int bits, int unused) {
    return tagged(BIT_STRING, new byte[] {(byte) unused, (byte) bits});
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] octetString(byte[]... parts) {
    return tagged(OCTET_STRING, parts);
  }

  /// Whole bytes, no bit unused.
  static byte[] bitString(byte[] bytes) {
    return tagged(BIT_STRING, new byte[1], bytes);
  }

  static byte[] utf8(String text) {
    return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param time `YYMMDDhhmmssZ`
  static byte[] utcTime(String time) {
    return tagged(UTC_TIME, time.getBytes(StandardCharsets.US_ASCII));
  }

  /// @param time `YYYYMMDDhhmmssZ`
  static byte[] generalizedTime(String time) {
    return tagged(GENERALIZED_TIME, time.getBytes(StandardCharsets.US_ASCII));
  }

  /// @param dotted such as `2.5.4.3`; arcs may be of any size
  static byte[] objectIdentifier(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    var body = new ByteArrayOutputStream();
    BigInteger first = new BigInteger(arcs[0]).multiply(BigInteger.valueOf(40));
    base128(body, first.add(new BigInteger(arcs[1])));
    for (int i = 2; i < arcs.length; i++) {
      base128(body, new BigInteger(arcs[i]));
    }
    return tagged(OBJECT_IDENTIFIER, body.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, BigInteger arc) {
    int digits = Math.max(1, (arc.bitLength() + 6) / 7);
    for (int i = digits - 1; i >= 0; i--) {
      int digit = arc.shiftRight(7 * i).intValue() & 0x7f;
      out.write(i == 0 ? digit : digit | 0x80);
    }
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else if (length < 0x10000) {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    } else {
      throw new IllegalArgumentException(length + " bytes (expected: less than 65536)");
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
