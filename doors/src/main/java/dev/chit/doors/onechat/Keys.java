package dev.chit.doors.onechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/// The keys of the dialect: RSA-2048 with PKCS #1 v1.5 and SHA-256 for signatures, ephemeral P-256
/// for agreement, AES-128 for what follows.
final class Keys {
  static final int SIGNATURE_BYTES = 256;
  private static final int SECRET_BYTES = 16;
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private Keys() {}

  static Optional<PublicKey> rsa(String pem) {
    return parse(pem, "RSA");
  }

  /// A key on P-256.
  static Optional<PublicKey> ephemeral(String pem) {
    return parse(pem, "EC")
        .filter(
            key ->
                ((ECPublicKey) key)
                    .getParams()
                    .getOrder()
                    .equals(((ECPublicKey) newEphemeral().getPublic()).getParams().getOrder()));
  }

  private static Optional<PublicKey> parse(String pem, String algorithm) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static byte[] pem(PublicKey key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return (BEGIN + "\n" + body + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  static KeyPair newEphemeral() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /// What both ends hold after the exchange; nothing if the point is none.
  static Optional<byte[]> secret(PrivateKey mine, PublicKey theirs) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(mine);
      agreement.doPhase(theirs, true);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(agreement.generateSecret());
      return Optional.of(Arrays.copyOf(hash, SECRET_BYTES));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  static byte[] sign(PrivateKey key, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  static boolean verify(PublicKey key, byte[] bytes, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(bytes);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
