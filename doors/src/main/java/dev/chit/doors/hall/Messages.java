package dev.chit.doors.hall;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts what arrives into messages. One ends with LF or NUL, however many of them follow and
/// whether or not CR is before them; what ends with none of these is a message once nothing
/// followed it for a while, which somebody else has to know.
final class Messages {
  private final CompositeByteBuf held = Unpooled.compositeBuffer();
  private final int lengthMax;

  /// @param lengthMax bytes of one message, without its end
  Messages(int lengthMax) {
    this.lengthMax = lengthMax;
  }

  /// Takes the buffer over.
  void add(ByteBuf bytes) {
    held.addComponent(true, bytes);
  }

  /// The next message that has an end, or null.
  @Nullable String next() {
    skipEnds();
    int end = held.forEachByte(b -> b != '\n' && b != 0);
    return end < 0 ? null : take(end - held.readerIndex());
  }

  /// What there is without an end, as a message; null if there is nothing.
  @Nullable String rest() {
    skipEnds();
    return held.isReadable() ? take(held.readableBytes()) : null;
  }

  /// Whether there is more than a message may have, and no end.
  boolean isTooLong() {
    int end = held.forEachByte(b -> b != '\n' && b != 0);
    return (end < 0 ? held.readableBytes() : end - held.readerIndex()) > lengthMax;
  }

  void release() {
    held.release();
  }

  private String take(int length) {
    String text = held.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    held.discardReadComponents();
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private void skipEnds() {
    while (held.isReadable() && isEnd(held.getByte(held.readerIndex()))) {
      held.skipBytes(1);
    }
    held.discardReadComponents();
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == '\r' || b == 0;
  }
}
