package dev.chit.sessions;

import dev.chit.core.Label;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What two devices say to each other while one is linked: AES-256-GCM, a key for each direction,
/// the message's number as nonce. Nothing opens but what the other end said next. Not for several
/// threads.
public final class LinkingChannel {
  private static final int KEY_LENGTH = 32;
  private static final int CHECK_LENGTH = 8;
  static final int KEYS_LENGTH = 2 * KEY_LENGTH + CHECK_LENGTH;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final long CHECK_NUMBERS = 1_000_000;
  private static final Label FRAME = Labels.LINKING_FRAME;

  private final SecretKeySpec sending;
  private final SecretKeySpec receiving;
  private final String checkNumber;
  private long sent;
  private long received;

  private LinkingChannel(SecretKeySpec sending, SecretKeySpec receiving, String checkNumber) {
    this.sending = sending;
    this.receiving = receiving;
    this.checkNumber = checkNumber;
  }

  /// @param keys the first device's, the new one's, and the check number's bytes
  static LinkingChannel of(byte[] keys, boolean isFirst) {
    var first = new SecretKeySpec(keys, 0, KEY_LENGTH, "AES");
    var second = new SecretKeySpec(keys, KEY_LENGTH, KEY_LENGTH, "AES");
    long check = ByteBuffer.wrap(keys, 2 * KEY_LENGTH, CHECK_LENGTH).getLong();
    long number = Long.remainderUnsigned(check, CHECK_NUMBERS);
    String digits = String.format(Locale.ROOT, "%03d %03d", number / 1_000, number % 1_000);
    return isFirst
        ? new LinkingChannel(first, second, digits)
        : new LinkingChannel(second, first, digits);
  }

  /// Six digits, the same at both ends if nobody is between: for the member to compare.
  public String checkNumber() {
    return checkNumber;
  }

  public byte[] seal(byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, sending, sent++).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  /// @throws LinkingFailedException if it is not what the other end said next
  public byte[] open(byte[] sealed) throws LinkingFailedException {
    try {
      byte[] plain = cipher(Cipher.DECRYPT_MODE, receiving, received).doFinal(sealed);
      received++;
      return plain;
    } catch (AEADBadTagException e) {
      throw new LinkingFailedException("this is not what the other device said");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, long number)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH).putLong(Integer.BYTES, number).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(FRAME.bytes());
    return cipher;
  }

  /// Nothing of the keys.
  @Override
  public String toString() {
    return "LinkingChannel";
  }
}
