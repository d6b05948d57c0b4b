package dev.chit.doors.onechat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals and opens: `i16 opcode · tag 16 · iv 12 · u32 aadLength · aad · ciphertext`,
/// little-endian, AES-128-GCM over opcode and aad; the aad begins with a counter for each
/// direction.
///
/// Both directions have one key, so that a message of the server's could be sent back to it. Its
/// IVs are made from the counter and a secret of its own: what comes in with the IV that the server
/// would use for the same counter is its own.
final class Channeled {
  private static final int TAG_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int HEAD = Short.BYTES + TAG_BYTES + IV_BYTES + Integer.BYTES;

  private final SecretKeySpec key;
  private final byte[] ivSecret = new byte[32];
  private int sent;
  private int received;

  Channeled(byte[] secret) {
    key = new SecretKeySpec(secret, "AES");
    new SecureRandom().nextBytes(ivSecret);
  }

  /// How long a message is when it is sealed.
  static int sealedBytes(Message message) {
    return HEAD + Integer.BYTES + message.extra().length + message.text().length;
  }

  byte[] seal(Message message) {
    byte[] aad =
        ByteBuffer.allocate(Integer.BYTES + message.extra().length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(sent)
            .put(message.extra())
            .array();
    byte[] iv = iv(sent);
    sent++;
    byte[] op = op(message.op());
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv, op, aad);
      byte[] sealed = cipher.doFinal(message.text());
      int length = sealed.length - TAG_BYTES;
      return ByteBuffer.allocate(HEAD + aad.length + length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(op)
          .put(sealed, length, TAG_BYTES)
          .put(iv)
          .putInt(aad.length)
          .put(aad)
          .put(sealed, 0, length)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Nothing if it is forged, repeated, out of order or reflected: nothing in it may be acted on.
  Optional<Message> open(byte[] bytes) {
    if (bytes.length < HEAD) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int op = from.getShort();
    byte[] tag = take(from, TAG_BYTES);
    byte[] iv = take(from, IV_BYTES);
    int aadLength = from.getInt();
    if (aadLength < Integer.BYTES || aadLength > from.remaining()) {
      return Optional.empty();
    }
    byte[] aad = take(from, aadLength);
    byte[] text = take(from, from.remaining());
    int counter = ByteBuffer.wrap(aad).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (counter != received || MessageDigest.isEqual(iv, iv(counter))) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, iv, op(op), aad);
      byte[] first = cipher.update(text);
      byte[] rest = cipher.doFinal(tag);
      received++;
      return Optional.of(
          new Message(op, Arrays.copyOfRange(aad, Integer.BYTES, aad.length), join(first, rest)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] iv, byte[] op, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
    cipher.updateAAD(op);
    cipher.updateAAD(aad);
    return cipher;
  }

  private byte[] iv(int counter) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ivSecret);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
      return Arrays.copyOf(digest.digest(), IV_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] op(int op) {
    return ByteBuffer.allocate(Short.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) op)
        .array();
  }

  private static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static byte[] join(byte @Nullable [] one, byte[] other) {
    if (one == null) {
      return other;
    }
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
