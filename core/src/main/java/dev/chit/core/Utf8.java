package dev.chit.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/// Text as strict UTF-8 (RFC 3629), both ways: nothing is replaced by question marks.
public final class Utf8 {
  private Utf8() {}

  /// @throws IllegalArgumentException if the text has an unpaired surrogate
  public static byte[] encode(String text) {
    try {
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text with half a character", e);
    }
  }

  /// @throws IllegalArgumentException if the bytes are not UTF-8 in its shortest form
  public static String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text that is not UTF-8", e);
    }
  }
}
