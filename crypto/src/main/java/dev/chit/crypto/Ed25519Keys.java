package dev.chit.crypto;

import dev.chit.core.VerifyKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;

/// The public key of a seed. No Java interface offers it, so the JDK's key generator is handed the
/// seed in place of random bytes; [Ed25519SelfTest] would notice if it ever used them differently.
final class Ed25519Keys {
  private Ed25519Keys() {}

  static VerifyKey publicOf(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", "SunEC");
      generator.initialize(255, new Given(seed));
      byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
      return VerifyKey.of(
          Arrays.copyOfRange(encoded, encoded.length - VerifyKey.LENGTH, encoded.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }

  /// "Random" bytes that are the given ones.
  private static final class Given extends SecureRandom {
    private final transient byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] out) {
      if (out.length != bytes.length) {
        throw new IllegalStateException("asked for " + out.length + " bytes (expected: 32)");
      }
      System.arraycopy(bytes, 0, out, 0, out.length);
    }
  }
}
