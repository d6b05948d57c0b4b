package dev.chit.sessions.vault;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM on arrays.
final class AesGcm {
  static final int NONCE_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  private AesGcm() {}

  static byte[] seal(SecretKeySpec key, byte[] nonce, byte[] associated, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  /// Empty when the tag does not fit.
  static Optional<byte[]> open(SecretKeySpec key, byte[] nonce, byte[] associated, byte[] sealed) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
