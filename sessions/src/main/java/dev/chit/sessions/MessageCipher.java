package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM under a message key, which is used once. Arrays on the heap: the JDK is three times
/// slower on direct buffers.
final class MessageCipher {
  static final int TAG_LENGTH = 16;

  private static final byte[] LABEL = Labels.ENVELOPE.bytes();

  private MessageCipher() {}

  static byte[] seal(byte[] messageKey, byte[] transcript, byte[] header, byte[] plain) {
    return seal(KeySchedule.keyAndNonce(messageKey), plain, LABEL, transcript, header);
  }

  /// Empty when the tag does not fit.
  static Optional<byte[]> open(byte[] messageKey, byte[] transcript, byte[] header, byte[] sealed) {
    return open(KeySchedule.keyAndNonce(messageKey), sealed, LABEL, transcript, header);
  }

  /// Wipes the key.
  static byte[] seal(KeySchedule.KeyAndNonce key, byte[] plain, byte[]... associated) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, plain, associated);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException("sealing checks no tag", e);
    }
  }

  /// Empty when the tag does not fit. Wipes the key.
  static Optional<byte[]> open(KeySchedule.KeyAndNonce key, byte[] sealed, byte[]... associated) {
    try {
      return Optional.of(run(Cipher.DECRYPT_MODE, key, sealed, associated));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  private static byte[] run(
      int mode, KeySchedule.KeyAndNonce derived, byte[] input, byte[]... associated)
      throws AEADBadTagException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(derived.key(), "AES"),
          new GCMParameterSpec(8 * TAG_LENGTH, derived.nonce()));
      for (byte[] part : associated) {
        cipher.updateAAD(part);
      }
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    } finally {
      Secrets.wipe(derived.key());
    }
  }
}
