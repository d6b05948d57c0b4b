package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import io.netty.buffer.ByteBuf;

/// The beginning of a request: `client id 16 · version u8 · code u8 · payload size u32`,
/// little-endian.
///
/// @param sizeBytes of the payload that follows
record Request(byte[] client, int code, long sizeBytes) {
  static final int HEAD_BYTES = 22;
  static final int ID_BYTES = AccountId.LENGTH;
  static final int NAME_BYTES = 255;
  static final int KEY_BYTES = 160;

  static final int REGISTER = 100;
  static final int CLIENTS = 101;
  static final int PUBLIC_KEY = 102;
  static final int SEND = 103;
  static final int FETCH = 104;

  /// What is before a message's content: `to-client id 16 · type u8 · size u32`.
  static final int SEND_HEAD_BYTES = 21;

  static final long CONTENT_BYTES_MAX = 1L << 30;

  static Request read(ByteBuf from) {
    var client = new byte[ID_BYTES];
    from.readBytes(client).skipBytes(1);
    return new Request(client, from.readUnsignedByte(), from.readUnsignedIntLE());
  }

  /// Whether the payload has a size that its code can have.
  boolean isFit() {
    return switch (code) {
      case REGISTER -> sizeBytes == NAME_BYTES + KEY_BYTES;
      case CLIENTS, FETCH -> sizeBytes == 0;
      case PUBLIC_KEY -> sizeBytes == ID_BYTES;
      case SEND -> sizeBytes >= SEND_HEAD_BYTES && sizeBytes <= SEND_HEAD_BYTES + CONTENT_BYTES_MAX;
      default -> false;
    };
  }

  /// How much of the payload is needed before anything can be decided.
  int firstBytes() {
    return code == SEND ? SEND_HEAD_BYTES : (int) sizeBytes;
  }
}
