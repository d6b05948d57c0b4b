package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// One signature line of a C2SP signed note: em dash, space, the key's name, space, base64 of key
/// id 4 ‖ signature, newline.
final class NoteSignature {
  private static final String PREFIX = "— ";
  private static final int KEY_ID_LENGTH = 4;
  private static final byte ED25519 = 1;

  private final String keyName;
  private final byte[] keyIdAndSignature;

  private NoteSignature(String keyName, byte[] keyIdAndSignature) {
    this.keyName = keyName;
    this.keyIdAndSignature = keyIdAndSignature;
  }

  static NoteSignature of(String keyName, VerifyKey key, byte[] signature) {
    return new NoteSignature(
        keyName,
        ByteBuffer.allocate(KEY_ID_LENGTH + signature.length)
            .put(keyId(keyName, key))
            .put(signature)
            .array());
  }

  static NoteSignature parse(String line) throws BadCheckpointException {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw new BadCheckpointException("note with a line that is no signature");
    }
    String keyName = line.substring(PREFIX.length(), space);
    if (keyName.isEmpty() || keyName.chars().anyMatch(NoteSignature::isForbidden)) {
      throw new BadCheckpointException("note signature without a proper key name");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(line.substring(space + 1));
      var signature = new NoteSignature(keyName, bytes);
      if (bytes.length > KEY_ID_LENGTH && signature.line().equals(line + "\n")) {
        return signature;
      }
    } catch (IllegalArgumentException e) {
      throw new BadCheckpointException("note signature that is not base64");
    }
    throw new BadCheckpointException("note signature written unusually");
  }

  /// Whether name and id are those of this key, so that it must verify.
  boolean isBy(String name, VerifyKey key) {
    return keyName.equals(name)
        && Arrays.equals(keyIdAndSignature, 0, KEY_ID_LENGTH, keyId(name, key), 0, KEY_ID_LENGTH);
  }

  byte[] signature() {
    return Arrays.copyOfRange(keyIdAndSignature, KEY_ID_LENGTH, keyIdAndSignature.length);
  }

  /// With its newline.
  String line() {
    return PREFIX + keyName + " " + Base64.getEncoder().encodeToString(keyIdAndSignature) + "\n";
  }

  private static byte[] keyId(String keyName, VerifyKey key) {
    byte[] hash = Sha256.of(keyName.getBytes(UTF_8), new byte[] {'\n', ED25519}, key.bytes());
    return Arrays.copyOf(hash, KEY_ID_LENGTH);
  }

  private static boolean isForbidden(int c) {
    return c == '+' || Character.isSpaceChar(c) || Character.isWhitespace(c);
  }
}
