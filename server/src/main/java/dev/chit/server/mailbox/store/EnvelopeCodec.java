package dev.chit.server.mailbox.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;

/// An envelope as one value of the file: sender 16 ‖ sender's device u32 ‖ id 16 ‖ received millis
/// u64 ‖ sealed bytes, big-endian.
final class EnvelopeCodec {
  private static final int ID_BYTES = 16;
  static final int HEADER_BYTES = ID_BYTES + 4 + ID_BYTES + 8;

  private EnvelopeCodec() {}

  static byte[] encode(Envelope envelope) {
    var bytes = new byte[HEADER_BYTES + envelope.sealed().size()];
    envelope.sender().copyTo(bytes, 0);
    envelope.id().copyTo(bytes, ID_BYTES + 4);
    ByteBuffer.wrap(bytes)
        .putInt(ID_BYTES, envelope.senderDevice())
        .putLong(HEADER_BYTES - 8, envelope.receivedAtMillis());
    envelope.sealed().copyTo(bytes, HEADER_BYTES);
    return bytes;
  }

  static Envelope decode(byte[] bytes) {
    // Nobody else holds the array, so the parts may point into it.
    ByteString all = UnsafeByteOperations.unsafeWrap(bytes);
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    return new Envelope(
        all.substring(0, ID_BYTES),
        numbers.getInt(ID_BYTES),
        all.substring(ID_BYTES + 4, HEADER_BYTES - 8),
        all.substring(HEADER_BYTES),
        numbers.getLong(HEADER_BYTES - 8));
  }
}
