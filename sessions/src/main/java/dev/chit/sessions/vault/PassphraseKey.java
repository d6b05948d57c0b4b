package dev.chit.sessions.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.crypto.Secrets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106, version 0x13) over the passphrase in UTF-8, normalised to NFC so that the
/// same words typed on another keyboard are the same passphrase. Bouncy Castle computes it.
final class PassphraseKey {
  static final int SALT_LENGTH = 16;

  private PassphraseKey() {}

  static byte[] derive(Unlock.Passphrase passphrase, Argon2Cost cost, byte[] salt) {
    byte[] words = utf8(passphrase.characters());
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    var key = new byte[Vault.KEY_LENGTH];
    generator.generateBytes(words, key);
    Secrets.wipe(words);
    return key;
  }

  private static byte[] utf8(char[] characters) {
    CharBuffer chars = CharBuffer.wrap(characters);
    // The normalised copy is a String, which cannot be wiped: make one only where it is needed.
    if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
      chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC));
    }
    var room = new byte[3 * chars.length()];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).encode(chars, encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Secrets.wipe(room);
    return bytes;
  }
}
