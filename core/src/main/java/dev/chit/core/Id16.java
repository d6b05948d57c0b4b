package dev.chit.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// Shared byte work of the 16-byte identifiers, which keep their bytes as two big-endian longs.
final class Id16 {
  static final int LENGTH = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Id16() {}

  static void checkLength(byte[] bytes, String what) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          what + " of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
  }

  static long high(byte[] bytes) {
    return (long) LONG.get(bytes, 0);
  }

  static long low(byte[] bytes) {
    return (long) LONG.get(bytes, 8);
  }

  static byte[] bytes(long high, long low) {
    var bytes = new byte[LENGTH];
    LONG.set(bytes, 0, high);
    LONG.set(bytes, 8, low);
    return bytes;
  }

  static String hex(long high, long low) {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  static byte[] parseHex(String hex, String what) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException(
          what + " of " + hex.length() + " characters (expected: 32 hexadecimal digits)");
    }
    return HexFormat.of().parseHex(hex);
  }
}
