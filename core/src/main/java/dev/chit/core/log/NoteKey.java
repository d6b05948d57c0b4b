package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An Ed25519 key as C2SP signed notes name it: a name, and what its signatures are over.
///
/// @param type C2SP's signature type: [#ED25519] or [#COSIGNATURE]
record NoteKey(String name, byte type, VerifyKey key) {
  /// Over the note's text.
  static final byte ED25519 = 0x01;

  /// A timestamped cosignature (C2SP tlog-cosignature).
  static final byte COSIGNATURE = 0x04;

  static final int ID_LENGTH = 4;

  /// @throws IllegalArgumentException if the name could not stand in a note
  NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "key name (expected: one or more characters without spaces, + or control characters)");
    }
  }

  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(NoteKey::isForbidden);
  }

  private static boolean isForbidden(int c) {
    return c == '+'
        || c < ' '
        || Character.isSurrogate((char) c)
        || Character.isSpaceChar(c)
        || Character.isWhitespace(c);
  }

  /// The first 4 bytes of SHA-256(name ‖ newline ‖ type ‖ key).
  byte[] id() {
    byte[] hash = Sha256.of(name.getBytes(UTF_8), new byte[] {'\n', type}, key.bytes());
    return Arrays.copyOf(hash, ID_LENGTH);
  }

  /// As people hand it over: `NAME+ID+BASE64`.
  String vkey() {
    byte[] typed = ByteBuffer.allocate(1 + VerifyKey.LENGTH).put(type).put(key.bytes()).array();
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  /// Reads exactly what [#vkey] writes.
  ///
  /// @throws IllegalArgumentException if the text is none of that type
  static NoteKey parse(String vkey, byte type) {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length == 3) {
      byte[] typed = decoded(parts[2]);
      if (typed.length == 1 + VerifyKey.LENGTH && typed[0] == type) {
        var key = new NoteKey(parts[0], type, VerifyKey.at(typed, 1));
        if (key.vkey().equals(vkey)) {
          return key;
        }
      }
    }
    throw new IllegalArgumentException(
        "key (expected: NAME+ID+BASE64 as C2SP signed-note has it, of type " + type + ")");
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
