package dev.chit.core.event;

import dev.chit.core.Utf8;
import java.nio.ByteBuffer;

/// Strict reading of fields.
final class Bytes {
  private Bytes() {}

  static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /// Length u8, then that many bytes of UTF-8.
  static String takeText(ByteBuffer from, int lengthMax) throws BadEventException {
    int length = Byte.toUnsignedInt(from.get());
    if (length > lengthMax) {
      throw new BadEventException(
          "text of " + length + " bytes (expected: at most " + lengthMax + ")");
    }
    return Utf8.decode(take(from, length));
  }

  static void checkEnd(ByteBuffer from, String what) throws BadEventException {
    if (from.hasRemaining()) {
      throw new BadEventException(what + " with " + from.remaining() + " bytes too many");
    }
  }
}
