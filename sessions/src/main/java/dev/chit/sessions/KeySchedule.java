package dev.chit.sessions;

import dev.chit.core.Label;
import dev.chit.crypto.Secrets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Every derivation of a session: HKDF-SHA-256 (RFC 5869) and HMAC-SHA-256, each with its label.
final class KeySchedule {
  static final int KEY_LENGTH = 32;
  static final int NONCE_LENGTH = 12;

  private static final byte[] NO_SALT = new byte[32];
  private static final byte[] MESSAGE_KEY_INPUT = withByte(Labels.CHAIN, 1);
  private static final byte[] NEXT_CHAIN_INPUT = withByte(Labels.CHAIN, 2);
  private static final byte[] MESSAGE_KEY_INFO = Labels.MESSAGE_KEY.bytes();
  private static final byte[] GROUP_MESSAGE_KEY_INPUT = withByte(Labels.GROUP_CHAIN, 1);
  private static final byte[] GROUP_NEXT_CHAIN_INPUT = withByte(Labels.GROUP_CHAIN, 2);
  private static final byte[] GROUP_MESSAGE_KEY_INFO = Labels.GROUP_MESSAGE_KEY.bytes();

  private KeySchedule() {}

  record RootAndChain(byte[] root, byte[] chain) {
    @Override
    public String toString() {
      return "KeySchedule.RootAndChain";
    }
  }

  record KeyAndNonce(byte[] key, byte[] nonce) {
    @Override
    public String toString() {
      return "KeySchedule.KeyAndNonce";
    }
  }

  /// The first root key (PQXDH §2.2, §3.3). `secrets` are DH1 to DH3 or DH4, then the KEM's; they
  /// are wiped.
  static byte[] start(byte[]... secrets) {
    var input = new ByteWriter(32 * (secrets.length + 1));
    var prefix = new byte[32];
    Arrays.fill(prefix, (byte) 0xff);
    input.raw(prefix);
    for (byte[] secret : secrets) {
      input.raw(secret);
    }
    Secrets.wipe(secrets);
    byte[] all = input.done();
    byte[] root = hkdf(NO_SALT, all, Labels.START.bytes(), KEY_LENGTH);
    Secrets.wipe(all);
    return root;
  }

  /// KDF_RK (Double Ratchet §7.2) of a step without healing. `agreed` is wiped.
  static RootAndChain root(byte[] root, byte[] agreed) {
    return root(root, agreed, Labels.ROOT);
  }

  /// KDF_RK of a step that a fresh ML-KEM secret enters. `agreed` and `healing` are wiped.
  static RootAndChain healedRoot(byte[] root, byte[] agreed, byte[] healing) {
    byte[] both = Arrays.copyOf(agreed, agreed.length + healing.length);
    System.arraycopy(healing, 0, both, agreed.length, healing.length);
    Secrets.wipe(agreed, healing);
    return root(root, both, Labels.ROOT_HEALED);
  }

  private static RootAndChain root(byte[] root, byte[] input, Label label) {
    byte[] both = hkdf(root, input, label.bytes(), 2 * KEY_LENGTH);
    var result =
        new RootAndChain(
            Arrays.copyOf(both, KEY_LENGTH), Arrays.copyOfRange(both, KEY_LENGTH, both.length));
    Secrets.wipe(input, both);
    return result;
  }

  /// KDF_CK (Double Ratchet §7.2): the message key of this place in the chain.
  static byte[] messageKey(byte[] chain) {
    return hmac(chain, MESSAGE_KEY_INPUT);
  }

  /// KDF_CK (Double Ratchet §7.2): the chain key of the next place.
  static byte[] nextChain(byte[] chain) {
    return hmac(chain, NEXT_CHAIN_INPUT);
  }

  /// The message key of this place in a sender key's chain.
  static byte[] groupMessageKey(byte[] chain) {
    return hmac(chain, GROUP_MESSAGE_KEY_INPUT);
  }

  /// The key of the next place in a sender key's chain.
  static byte[] nextGroupChain(byte[] chain) {
    return hmac(chain, GROUP_NEXT_CHAIN_INPUT);
  }

  /// AES key and nonce of one message. Leaves the message key as it is.
  static KeyAndNonce keyAndNonce(byte[] messageKey) {
    return keyAndNonce(messageKey, MESSAGE_KEY_INFO);
  }

  /// As [#keyAndNonce(byte[])], of one message to a group.
  static KeyAndNonce groupKeyAndNonce(byte[] messageKey) {
    return keyAndNonce(messageKey, GROUP_MESSAGE_KEY_INFO);
  }

  private static KeyAndNonce keyAndNonce(byte[] messageKey, byte[] info) {
    byte[] both = hkdf(NO_SALT, messageKey, info, KEY_LENGTH + NONCE_LENGTH);
    var result =
        new KeyAndNonce(
            Arrays.copyOf(both, KEY_LENGTH), Arrays.copyOfRange(both, KEY_LENGTH, both.length));
    Secrets.wipe(both);
    return result;
  }

  /// What devices that meet derive of what they both know.
  static byte[] linking(byte[] input, byte[] info, int length) {
    return hkdf(NO_SALT, input, info, length);
  }

  private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(input).thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 and newer have HKDF-SHA256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] withByte(Label label, int value) {
    return label.before(new byte[] {(byte) value});
  }
}
