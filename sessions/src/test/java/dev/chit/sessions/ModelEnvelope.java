package dev.chit.sessions;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An envelope as the model reads it.
final class ModelEnvelope {
  final byte @Nullable [] start;
  final byte @Nullable [] offer;
  final byte @Nullable [] answer;
  final byte[] ratchetKey;
  final int number;
  final int previous;
  final byte[] header;
  final byte[] sealed;

  ModelEnvelope(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int first = in.get();
    start = first == 0x11 ? take(in, 1 + 4 + 4 + 4 + 32 + 1088) : null;
    offer = first == 0x12 ? take(in, 1184) : null;
    answer = first == 0x13 ? take(in, 1088) : null;
    ratchetKey = take(in, 32);
    number = number(in);
    previous = number(in);
    header = Arrays.copyOf(bytes, in.position());
    sealed = take(in, in.remaining());
  }

  private static int number(ByteBuffer in) {
    int value = 0;
    int unit = 1;
    while (true) {
      int next = in.get() & 0xff;
      value += next % 128 * unit;
      if (next < 128) {
        return value;
      }
      unit *= 128;
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
