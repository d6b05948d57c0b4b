package dev.chit.core.log;

import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// One signature line of a C2SP signed note: em dash, space, the key's name, space, base64 of key
/// id 4 ‖ signature, newline.
final class NoteSignature {
  private static final String PREFIX = "— ";

  private final String keyName;
  private final byte[] keyIdAndSignature;

  private NoteSignature(String keyName, byte[] keyIdAndSignature) {
    this.keyName = keyName;
    this.keyIdAndSignature = keyIdAndSignature;
  }

  static NoteSignature of(NoteKey key, byte[] signature) {
    return new NoteSignature(
        key.name(),
        ByteBuffer.allocate(NoteKey.ID_LENGTH + signature.length)
            .put(key.id())
            .put(signature)
            .array());
  }

  /// Over the note's text.
  static NoteSignature of(String keyName, VerifyKey key, byte[] signature) {
    return of(new NoteKey(keyName, NoteKey.ED25519, key), signature);
  }

  /// @param line without its newline
  static NoteSignature parse(String line) throws BadCheckpointException {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw new BadCheckpointException("note with a line that is no signature");
    }
    String keyName = line.substring(PREFIX.length(), space);
    if (!NoteKey.isName(keyName)) {
      throw new BadCheckpointException("note signature without a proper key name");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(line.substring(space + 1));
      var signature = new NoteSignature(keyName, bytes);
      if (bytes.length > NoteKey.ID_LENGTH && signature.line().equals(line + "\n")) {
        return signature;
      }
    } catch (IllegalArgumentException e) {
      throw new BadCheckpointException("note signature that is not base64");
    }
    throw new BadCheckpointException("note signature written unusually");
  }

  /// Whether name and id are those of this key, so that it must verify.
  boolean isBy(NoteKey key) {
    return keyName.equals(key.name())
        && Arrays.equals(keyIdAndSignature, 0, NoteKey.ID_LENGTH, key.id(), 0, NoteKey.ID_LENGTH);
  }

  /// As [#isBy(NoteKey)], of a key that signs texts.
  boolean isBy(String name, VerifyKey key) {
    return isBy(new NoteKey(name, NoteKey.ED25519, key));
  }

  /// Whether it claims the same key as another.
  boolean isByKeyOf(NoteSignature other) {
    return keyName.equals(other.keyName)
        && Arrays.equals(
            keyIdAndSignature, 0, NoteKey.ID_LENGTH, other.keyIdAndSignature, 0, NoteKey.ID_LENGTH);
  }

  byte[] signature() {
    return Arrays.copyOfRange(keyIdAndSignature, NoteKey.ID_LENGTH, keyIdAndSignature.length);
  }

  /// With its newline.
  String line() {
    return PREFIX + keyName + " " + Base64.getEncoder().encodeToString(keyIdAndSignature) + "\n";
  }
}
