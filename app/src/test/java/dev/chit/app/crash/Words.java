package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// What stands in a message: its number among those from one member to another, then bytes that
/// follow from its id, so that whoever gets it can tell whether it is whole.
final class Words {
  private Words() {}

  static ByteString of(ByteString id, long number, int fillerBytes) {
    var filler = new byte[fillerBytes];
    new SplittableRandom(id.asReadOnlyByteBuffer().getLong()).nextBytes(filler);
    return ByteString.copyFrom(
        ByteBuffer.allocate(Long.BYTES + fillerBytes).putLong(number).put(filler).flip());
  }

  static long number(ByteString words) {
    return words.asReadOnlyByteBuffer().getLong();
  }

  static boolean areWhole(ByteString id, ByteString words) {
    return words.size() >= Long.BYTES
        && words.equals(of(id, number(words), words.size() - Long.BYTES));
  }
}
