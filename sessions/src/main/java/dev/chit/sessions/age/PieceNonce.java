package dev.chit.sessions.age;

import java.nio.ByteBuffer;

/// The nonces of the STREAM construction: the piece's number, eleven bytes, and whether it is the
/// last one.
final class PieceNonce {
  private static final int NUMBER_AT = 3;

  private long number;

  byte[] next(boolean isLast) {
    ByteBuffer nonce = ByteBuffer.allocate(AgeKeys.NONCE_LENGTH).putLong(NUMBER_AT, number++);
    return nonce.put(AgeKeys.NONCE_LENGTH - 1, (byte) (isLast ? 1 : 0)).array();
  }
}
