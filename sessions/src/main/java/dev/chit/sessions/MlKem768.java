package dev.chit.sessions;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;

/// ML-KEM-768 (FIPS 203) on raw keys. A private key is kept as its seed `d ‖ z` of 64 bytes, from
/// which the pair is made again: short, and the same in every library.
final class MlKem768 {
  static final int SEED_LENGTH = 64;
  static final int PUBLIC_LENGTH = 1184;
  static final int CIPHERTEXT_LENGTH = 1088;

  /// SubjectPublicKeyInfo of RFC 9935 up to the key.
  private static final byte[] SPKI =
      HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

  private MlKem768() {}

  record Encapsulated(byte[] secret, byte[] ciphertext) {
    @Override
    public String toString() {
      return "MlKem768.Encapsulated";
    }
  }

  static byte[] newSeed(SecureRandom random) {
    var seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    return seed;
  }

  /// What a ciphertext held, and the public key that it was made for.
  record Opened(byte[] secret, byte[] publicKey) {
    @Override
    public String toString() {
      return "MlKem768.Opened";
    }
  }

  static byte[] publicKey(byte[] seed) {
    return publicKey(pair(seed));
  }

  private static byte[] publicKey(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, SPKI.length, encoded.length);
  }

  /// @throws BadKeyException if the public key is not one (FIPS 203 §7.2)
  static Encapsulated encapsulate(byte[] publicKey, SecureRandom random) throws BadKeyException {
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + PUBLIC_LENGTH);
    System.arraycopy(publicKey, 0, encoded, SPKI.length, PUBLIC_LENGTH);
    try {
      var theirs = KeyFactory.getInstance("ML-KEM").generatePublic(new X509EncodedKeySpec(encoded));
      KEM.Encapsulated done =
          KEM.getInstance("ML-KEM").newEncapsulator(theirs, random).encapsulate();
      return new Encapsulated(done.key().getEncoded(), done.encapsulation());
    } catch (InvalidKeySpecException | InvalidKeyException e) {
      throw new BadKeyException("not an ML-KEM-768 key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 24 and newer have ML-KEM", e);
    }
  }

  /// A ciphertext made for another key yields another secret, not an error (FIPS 203 §6.3).
  static byte[] decapsulate(byte[] seed, byte[] ciphertext) throws BadKeyException {
    return decapsulate(pair(seed), ciphertext);
  }

  /// As [#decapsulate], and the public key along with it: the pair is made from the seed once.
  static Opened open(byte[] seed, byte[] ciphertext) throws BadKeyException {
    KeyPair pair = pair(seed);
    return new Opened(decapsulate(pair, ciphertext), publicKey(pair));
  }

  private static byte[] decapsulate(KeyPair pair, byte[] ciphertext) throws BadKeyException {
    try {
      return KEM.getInstance("ML-KEM")
          .newDecapsulator(pair.getPrivate())
          .decapsulate(ciphertext)
          .getEncoded();
    } catch (DecapsulateException e) {
      throw new BadKeyException("not an ML-KEM-768 ciphertext", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 24 and newer have ML-KEM", e);
    }
  }

  private static KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM");
      generator.initialize(NamedParameterSpec.ML_KEM_768, new SeedAsRandom(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 24 and newer have ML-KEM", e);
    }
  }

  /// Hands out a seed once. The JDK draws `d`, then `z`; the vectors notice if it ever changes.
  private static final class SeedAsRandom extends SecureRandom {
    private final transient byte[] seed;
    private int at;

    SeedAsRandom(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (at + bytes.length > seed.length) {
        throw new IllegalStateException("ML-KEM asks for more than its seed of 64 bytes");
      }
      System.arraycopy(seed, at, bytes, 0, bytes.length);
      at += bytes.length;
    }
  }
}
