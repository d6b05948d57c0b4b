package dev.chit.crypto;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/// What a public key and a signature must look like before any provider is asked (RFC 8032 §5.1.7,
/// and stricter where providers are free to differ), so that every provider gives one verdict.
final class Ed25519Encoding {
  private static final int LENGTH = 32;

  /// The field prime 2²⁵⁵ − 19.
  private static final byte[] P = littleEndian(BigInteger.TWO.pow(255).subtract(big(19)));

  /// The order of the base point.
  private static final byte[] L =
      littleEndian(
          BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493")));

  private static final byte[] ONE = littleEndian(BigInteger.ONE);
  private static final byte[] MINUS_ONE = littleEndian(BigInteger.TWO.pow(255).subtract(big(20)));

  /// The y of all eight points of small order, sign bit aside.
  private static final List<byte[]> SMALL_ORDER_Y =
      List.of(
          new byte[LENGTH],
          ONE,
          MINUS_ONE,
          HexFormat.of()
              .parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          HexFormat.of()
              .parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  private Ed25519Encoding() {}

  /// Whether 32 bytes are the one encoding of a point that can be a key: canonical, not of small
  /// order.
  static boolean isKey(byte[] point) {
    return isCanonicalPoint(point, 0) && !isSmallOrder(point);
  }

  /// Whether 64 bytes hold a canonical point R and a scalar S below the order.
  static boolean isSignature(byte[] signature) {
    return signature.length == 2 * LENGTH
        && isCanonicalPoint(signature, 0)
        && isBelow(L, signature, LENGTH, 0xff);
  }

  private static boolean isCanonicalPoint(byte[] bytes, int at) {
    boolean negative = bytes[at + LENGTH - 1] < 0;
    // x is zero for y = 1 and y = −1, and zero has no negative.
    return isBelow(P, bytes, at, 0x7f)
        && !(negative && (isY(ONE, bytes, at) || isY(MINUS_ONE, bytes, at)));
  }

  private static boolean isSmallOrder(byte[] point) {
    for (byte[] y : SMALL_ORDER_Y) {
      if (isY(y, point, 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isY(byte[] y, byte[] bytes, int at) {
    for (int i = 0; i < LENGTH - 1; i++) {
      if (y[i] != bytes[at + i]) {
        return false;
      }
    }
    return y[LENGTH - 1] == (bytes[at + LENGTH - 1] & 0x7f);
  }

  /// Little-endian comparison, the last byte masked.
  private static boolean isBelow(byte[] limit, byte[] bytes, int at, int lastMask) {
    for (int i = LENGTH - 1; i >= 0; i--) {
      int ours = bytes[at + i] & (i == LENGTH - 1 ? lastMask : 0xff);
      int theirs = limit[i] & 0xff;
      if (ours != theirs) {
        return ours < theirs;
      }
    }
    return false;
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static byte[] littleEndian(BigInteger value) {
    var bytes = new byte[LENGTH];
    byte[] bigEndian = value.toByteArray();
    for (int i = 0; i < Math.min(LENGTH, bigEndian.length); i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return bytes;
  }
}
