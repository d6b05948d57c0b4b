package dev.chit.sessions.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.crypto.Secrets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/// The derivations and the cipher of the format.
final class AgeKeys {
  static final int FILE_KEY_LENGTH = 16;
  static final int KEY_LENGTH = 32;
  static final int TAG_LENGTH = 16;
  static final int NONCE_LENGTH = 12;
  static final int MAC_LENGTH = 32;

  /// 128 MiB, which small machines have too.
  static final int LOG_N = 17;

  /// 256 MiB, which age itself takes. More is not tried for a file that claims it.
  static final int LOG_N_MAX = 18;

  private static final int BLOCKS = 8;
  private static final byte[] SCRYPT = "age-encryption.org/v1/scrypt".getBytes(US_ASCII);
  private static final String CIPHER = "ChaCha20-Poly1305";

  private AgeKeys() {}

  /// Of the passphrase's UTF-8, as it was typed.
  static byte[] ofPassphrase(char[] passphrase, byte[] salt, int logN) {
    byte[] words = utf8(passphrase);
    byte[] salted = Arrays.copyOf(SCRYPT, SCRYPT.length + salt.length);
    System.arraycopy(salt, 0, salted, SCRYPT.length, salt.length);
    byte[] key = SCrypt.generate(words, salted, 1 << logN, BLOCKS, 1, KEY_LENGTH);
    Secrets.wipe(words);
    return key;
  }

  private static byte[] utf8(char[] passphrase) {
    var room = new byte[3 * passphrase.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(passphrase), encoded, true);
    byte[] words = Arrays.copyOf(room, encoded.position());
    Secrets.wipe(room);
    return words;
  }

  static byte[] payloadKey(byte[] fileKey, byte[] nonce) {
    return derived(fileKey, nonce, "payload");
  }

  static byte[] mac(byte[] fileKey, byte[] header) {
    byte[] key = derived(fileKey, new byte[0], "header");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    } finally {
      Secrets.wipe(key);
    }
  }

  private static byte[] derived(byte[] fileKey, byte[] salt, String info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(fileKey)
                  .addSalt(salt)
                  .thenExpand(info.getBytes(US_ASCII), KEY_LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 and newer have HKDF-SHA256", e);
    }
  }

  static byte[] seal(byte[] key, byte[] nonce, byte[] plain, int length) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /// Nothing if it was not sealed under this key and nonce.
  static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] sealed, int length) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed, 0, length));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    return cipher;
  }
}
