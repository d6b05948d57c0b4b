package dev.chit.core.event;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// An operator act's 16 random bytes, which are its idempotency key.
public record ActId(long high, long low) {
  public static final int LENGTH = 16;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static ActId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("act id of " + bytes.length + " bytes (expected: 16)");
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    return new ActId(fields.getLong(), fields.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  /// The 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
