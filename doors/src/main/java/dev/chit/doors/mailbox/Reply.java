package dev.chit.doors.mailbox;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The beginning of a response: `version u8 · code u16 · payload size u32`, little-endian.
final class Reply {
  static final int REGISTERED = 1000;
  static final int CLIENTS = 1001;
  static final int PUBLIC_KEY = 1002;
  static final int SENT = 1003;
  static final int FETCHED = 1004;
  private static final int FAILED = 9000;

  private static final int VERSION = 2;
  private static final int HEAD_BYTES = 7;

  private Reply() {}

  static ByteBuf head(int code, long sizeBytes) {
    return Unpooled.buffer(HEAD_BYTES)
        .writeByte(VERSION)
        .writeShortLE(code)
        .writeIntLE((int) sizeBytes);
  }

  static ByteBuf of(int code, byte[] payload) {
    return Unpooled.wrappedBuffer(head(code, payload.length), Unpooled.wrappedBuffer(payload));
  }

  static ByteBuf failed() {
    return head(FAILED, 0);
  }
}
