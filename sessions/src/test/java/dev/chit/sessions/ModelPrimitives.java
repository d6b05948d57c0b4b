package dev.chit.sessions;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/// The primitives from another library than the real implementation's.
final class ModelPrimitives {
  private ModelPrimitives() {}

  static byte[] agree(byte[] privateKey, byte[] publicKey) {
    var shared = new byte[32];
    if (!org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
        privateKey, 0, publicKey, 0, shared, 0)) {
      throw new IllegalArgumentException("small order");
    }
    return shared;
  }

  static byte[] agreementPublic(byte[] privateKey) {
    var publicKey = new byte[32];
    org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  static byte[] kemPublic(byte[] seed) {
    return kemPrivate(seed).getPublicKey();
  }

  static byte[] decapsulate(byte[] seed, byte[] ciphertext) {
    return new MLKEMExtractor(kemPrivate(seed)).extractSecret(ciphertext);
  }

  static SecretWithEncapsulation encapsulate(byte[] publicKey, SecureRandom random) {
    return new MLKEMGenerator(random)
        .generateEncapsulated(new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, publicKey));
  }

  private static MLKEMPrivateKeyParameters kemPrivate(byte[] seed) {
    return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
  }

  static byte[] hkdf(byte[] salt, byte[] input, String label, int length) {
    var generator = new HKDFBytesGenerator(SHA256Digest.newInstance());
    generator.init(new HKDFParameters(input, salt, labelBytes(label)));
    var output = new byte[length];
    generator.generateBytes(output, 0, length);
    return output;
  }

  static byte[] hmac(byte[] key, byte[] input) {
    var mac = new HMac(SHA256Digest.newInstance());
    mac.init(new KeyParameter(key));
    mac.update(input, 0, input.length);
    var output = new byte[32];
    mac.doFinal(output, 0);
    return output;
  }

  static byte @Nullable [] gcm(
      boolean seal, byte[] key, byte[] nonce, byte[] associated, byte[] input) {
    var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(seal, new AEADParameters(new KeyParameter(key), 128, nonce, associated));
    var output = new byte[cipher.getOutputSize(input.length)];
    int length = cipher.processBytes(input, 0, input.length, output, 0);
    try {
      cipher.doFinal(output, length);
      return output;
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  static byte[] labelBytes(String label) {
    return (label + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
