package dev.chit.doors.mailbox;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The door's own key, which stands in for the keys that members have not in this dialect, and the
/// dialect's ciphers: RSA-1024 with OAEP (SHA-1) for a key of 16 bytes, AES-128-CBC with an initial
/// vector of zeros for a text. All members have the same one, so that nobody takes it for theirs.
final class StandIn {
  static final int KEY_BYTES = 16;

  private static final int BITS = 1_024;
  private static final BigInteger EXPONENT = BigInteger.valueOf(17);
  private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
  private static final String CBC = "AES/CBC/PKCS5Padding";
  private static final int BLOCK_BYTES = 16;

  private final PrivateKey secret;
  private final byte[] spki;

  private StandIn(PrivateKey secret, byte[] spki) {
    this.secret = secret;
    this.spki = spki;
  }

  static StandIn create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(BITS, EXPONENT));
      KeyPair pair = generator.generateKeyPair();
      return new StandIn(pair.getPrivate(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  /// @param pkcs8 as [#encode] made it
  static StandIn decode(byte[] pkcs8) {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      var numbers = (RSAPrivateCrtKey) secret;
      byte[] spki =
          factory
              .generatePublic(
                  new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent()))
              .getEncoded();
      return new StandIn(secret, spki);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that this door wrote", e);
    }
  }

  byte[] encode() {
    return secret.getEncoded();
  }

  /// SPKI DER, 160 bytes.
  byte[] publicKey() {
    return spki.clone();
  }

  /// Opens a key that a client made for a member.
  ///
  /// @throws GeneralSecurityException if it is none
  byte[] openKey(byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(OAEP);
    cipher.init(Cipher.DECRYPT_MODE, secret);
    byte[] key = cipher.doFinal(sealed);
    if (key.length != KEY_BYTES) {
      throw new GeneralSecurityException("a key of " + key.length + " bytes (expected: 16)");
    }
    return key;
  }

  /// Seals a key for a client.
  ///
  /// @param clientKey SPKI DER, as the client registered it
  /// @throws GeneralSecurityException if that is no RSA key
  static byte[] sealKey(byte[] key, byte[] clientKey) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(OAEP);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(clientKey)));
    return cipher.doFinal(key);
  }

  static byte[] sealText(byte[] key, byte[] text) throws GeneralSecurityException {
    return crypt(Cipher.ENCRYPT_MODE, key, text);
  }

  /// @throws GeneralSecurityException if it was not sealed with this key
  static byte[] openText(byte[] key, byte[] sealed) throws GeneralSecurityException {
    return crypt(Cipher.DECRYPT_MODE, key, sealed);
  }

  private static byte[] crypt(int mode, byte[] key, byte[] bytes) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CBC);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK_BYTES]));
    return cipher.doFinal(bytes);
  }
}
