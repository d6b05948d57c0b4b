package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/// Diffie-Hellman over Curve25519 (RFC 7748) on raw keys.
final class X25519 {
  static final int LENGTH = 32;

  /// SubjectPublicKeyInfo of RFC 8410 up to the key.
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b656e032100");

  private static final byte[] BASE_POINT = new byte[LENGTH];

  static {
    BASE_POINT[0] = 9;
  }

  private X25519() {}

  record Pair(byte[] privateKey, byte[] publicKey) {
    static Pair of(byte[] privateKey) {
      return new Pair(privateKey, X25519.publicKey(privateKey));
    }

    static Pair generate(SecureRandom random) {
      var privateKey = new byte[LENGTH];
      random.nextBytes(privateKey);
      return of(privateKey);
    }

    @Override
    public String toString() {
      return "X25519.Pair";
    }
  }

  static byte[] publicKey(byte[] privateKey) {
    try {
      return agree(privateKey, BASE_POINT);
    } catch (BadKeyException e) {
      throw new IllegalStateException("the base point is no small-order point", e);
    }
  }

  /// @throws BadKeyException if the public key is of small order, so that the result would be zeros
  static byte[] agree(byte[] privateKey, byte[] publicKey) throws BadKeyException {
    byte[] shared;
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
      byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + LENGTH);
      System.arraycopy(publicKey, 0, encoded, SPKI.length, LENGTH);
      PublicKey theirs = keys.generatePublic(new X509EncodedKeySpec(encoded));
      agreement.doPhase(theirs, true);
      shared = agreement.generateSecret();
    } catch (InvalidKeyException e) {
      throw new BadKeyException("an X25519 key of small order", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform of today has X25519", e);
    }
    if (Secrets.same(shared, new byte[LENGTH])) {
      throw new BadKeyException("an X25519 key of small order");
    }
    return shared;
  }
}
