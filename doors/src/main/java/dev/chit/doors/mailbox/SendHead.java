package dev.chit.doors.mailbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The beginning of request 103: `to-client id 16 · type u8 · size u32`.
///
/// @param type 1 to 4
/// @param sizeBytes of the content
record SendHead(byte[] to, int type, long sizeBytes) {
  static final int KEY_WANTED = 1;
  static final int KEY = 2;
  static final int TEXT = 3;
  static final int FILE = 4;

  /// @param contentBytes that follow
  static SendHead read(byte[] head, long contentBytes) throws Post.NoException {
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    var to = new byte[Request.ID_BYTES];
    fields.get(to);
    int type = fields.get();
    long size = Integer.toUnsignedLong(fields.getInt());
    if (size != contentBytes || type < KEY_WANTED || type > FILE) {
      throw new Post.NoException("not well formed");
    }
    return new SendHead(to, type, size);
  }

  /// `to-client id 16 · message id u32`.
  static byte[] answer(byte[] to, int number) {
    return ByteBuffer.allocate(Request.ID_BYTES + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(to)
        .putInt(number)
        .array();
  }
}
