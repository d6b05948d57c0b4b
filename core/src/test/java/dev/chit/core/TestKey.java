package dev.chit.core;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// An Ed25519 key of the JDK's own, for tests of a module that has no other.
public final class TestKey {
  /// The JDK's verifier.
  public static final SignatureVerifier VERIFIER = TestKey::verify;

  private final KeyPair pair;
  private final VerifyKey verifyKey;

  private TestKey(KeyPair pair) {
    this.pair = pair;
    EdECPoint point = ((EdECPublicKey) pair.getPublic()).getPoint();
    byte[] y = reversed(point.getY().toByteArray());
    if (point.isXOdd()) {
      y[31] |= (byte) 0x80;
    }
    this.verifyKey = VerifyKey.of(y);
  }

  /// Always the same key for the same name.
  public static TestKey named(String name) {
    return ofSeed(Sha256.of(Utf8.encode("test key " + name)));
  }

  public static TestKey ofSeed(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
      return new TestKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public VerifyKey verifyKey() {
    return verifyKey;
  }

  public AccountId account() {
    return AccountId.ofKey(verifyKey);
  }

  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean verify(VerifyKey key, byte[] message, byte[] signature) {
    byte[] y = reversed(key.bytes());
    boolean xOdd = y[0] < 0;
    y[0] &= 0x7f;
    try {
      PublicKey publicKey =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(
                      NamedParameterSpec.ED25519, new EdECPoint(xOdd, new BigInteger(1, y))));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The last 32 bytes the other way round, padded with zeros.
  private static byte[] reversed(byte[] bytes) {
    var other = new byte[VerifyKey.LENGTH];
    for (int i = 0; i < Math.min(bytes.length, other.length); i++) {
      other[i] = bytes[bytes.length - 1 - i];
    }
    return other;
  }

  private static final class Fixed extends SecureRandom {
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
