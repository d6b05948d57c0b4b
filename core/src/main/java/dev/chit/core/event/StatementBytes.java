package dev.chit.core.event;

import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A device statement as an event holds it: 172 bytes of the right form, whose signature is for the
/// reader to check.
///
/// Bytes (big-endian): identity key 32 ‖ device number u32 ‖ device Ed25519 key 32 ‖ device X25519
/// key 32 ‖ created u64 (epoch seconds) ‖ signature 64.
public final class StatementBytes {
  public static final int LENGTH = 172;

  private static final int DEVICE_AT = VerifyKey.LENGTH;
  private static final int CREATED_AT = 100;

  private final byte[] bytes;
  private final VerifyKey identity;

  private StatementBytes(byte[] bytes) {
    this.bytes = bytes;
    this.identity = VerifyKey.at(bytes, 0);
  }

  /// @throws IllegalArgumentException unless there are exactly 172 bytes with every field in its
  ///   range
  public static StatementBytes of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "device statement of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    if (fields.getInt(DEVICE_AT) < 1 || fields.getLong(CREATED_AT) < 0) {
      throw new IllegalArgumentException("device statement with a field out of its range");
    }
    return new StatementBytes(bytes.clone());
  }

  /// The key that is said to vouch for the device.
  public VerifyKey identity() {
    return identity;
  }

  /// The device's number within the account, 1 or more.
  public int device() {
    return ByteBuffer.wrap(bytes).getInt(DEVICE_AT);
  }

  /// All 172 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatementBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "StatementBytes[identity=" + identity + ", device=" + device() + "]";
  }
}
