package dev.chit.core;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A text between a member and an account whose key the server keeps, as the server carries and
/// reads it: nothing in it is sealed. It begins as no sealed message does, so that neither can pass
/// for the other: the label `chit/clear/v1` NUL ‖ message id 16 ‖ UTF-8.
///
/// @param text 1 to [#TEXT_BYTES_MAX] bytes of UTF-8
public record ClearText(MessageId id, String text) {
  public static final int TEXT_BYTES_MAX = 32_000;

  private static final Label LABEL = new Label("chit/clear/v1");

  public ClearText {
    int length = Utf8.encode(text).length;
    if (length == 0 || length > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a text of " + length + " bytes (expected: 1 to " + TEXT_BYTES_MAX + ")");
    }
  }

  /// Whether these bytes want to be one.
  public static boolean isOne(byte[] envelope) {
    byte[] label = LABEL.bytes();
    return envelope.length >= label.length
        && Arrays.equals(envelope, 0, label.length, label, 0, label.length);
  }

  public byte[] encode() {
    return LABEL.before(id.bytes(), Utf8.encode(text));
  }

  /// @throws IllegalArgumentException unless the bytes are exactly what [#encode] makes of one
  public static ClearText decode(byte[] envelope) {
    int head = LABEL.bytes().length;
    if (!isOne(envelope) || envelope.length <= head + MessageId.LENGTH) {
      throw new IllegalArgumentException("bytes that are no text in the clear");
    }
    ByteBuffer from = ByteBuffer.wrap(envelope, head, envelope.length - head);
    var id = new byte[MessageId.LENGTH];
    from.get(id);
    var text = new byte[from.remaining()];
    from.get(text);
    return new ClearText(MessageId.of(id), Utf8.decode(text));
  }

  /// Without the text.
  @Override
  public String toString() {
    return "ClearText[" + id + "]";
  }
}
