package dev.chit.crypto;

import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;

/// Ed25519 by one provider. Safe for use by many threads: each call borrows a pair of the
/// provider's objects, which are slow to make and hold native memory, from a bounded pool.
final class Ed25519Engine implements SignatureVerifier {
  /// DER of a SubjectPublicKeyInfo and of a PrivateKeyInfo up to the 32 bytes (RFC 8410).
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int IDLE_MAX = 2 * Runtime.getRuntime().availableProcessors();

  private final Provider provider;
  private final ArrayBlockingQueue<Tools> idle = new ArrayBlockingQueue<>(IDLE_MAX);

  /// @throws GeneralSecurityException if the provider has no Ed25519
  Ed25519Engine(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    giveBack(Tools.of(provider));
  }

  String name() {
    return provider.getName() + " " + provider.getVersionStr();
  }

  @Override
  public boolean verify(VerifyKey key, byte[] message, byte[] signature) {
    byte[] point = key.bytes();
    if (!Ed25519Encoding.isSignature(signature) || !Ed25519Encoding.isKey(point)) {
      return false;
    }
    Tools tools = borrow();
    boolean good;
    try {
      var spec = new X509EncodedKeySpec(join(PUBLIC_PREFIX, point));
      tools.signature.initVerify(tools.keys.generatePublic(spec));
      tools.signature.update(message);
      good = tools.signature.verify(signature);
    } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
      // The bytes are no point of the curve. The tools may be half way through: let them go.
      return false;
    }
    giveBack(tools);
    return good;
  }

  PrivateKey privateKey(byte[] seed) {
    byte[] encoded = join(PRIVATE_PREFIX, seed);
    Tools tools = borrow();
    try {
      return tools.keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException(name() + " refused a seed of 32 bytes", e);
    } finally {
      Secrets.wipe(encoded);
      giveBack(tools);
    }
  }

  byte[] sign(PrivateKey key, byte[] message) {
    Tools tools = borrow();
    byte[] signature;
    try {
      tools.signature.initSign(key);
      tools.signature.update(message);
      signature = tools.signature.sign();
    } catch (InvalidKeyException | SignatureException e) {
      throw new IllegalStateException(name() + " cannot sign", e);
    }
    giveBack(tools);
    return signature;
  }

  private Tools borrow() {
    Tools tools = idle.poll();
    if (tools != null) {
      return tools;
    }
    try {
      return Tools.of(provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name() + " had Ed25519 when it was chosen", e);
    }
  }

  private void giveBack(Tools tools) {
    // Past the bound they are left to the collector.
    var _ = idle.offer(tools);
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    var all = new byte[prefix.length + key.length];
    System.arraycopy(prefix, 0, all, 0, prefix.length);
    System.arraycopy(key, 0, all, prefix.length, key.length);
    return all;
  }

  private record Tools(KeyFactory keys, Signature signature) {
    static Tools of(Provider provider) throws GeneralSecurityException {
      return new Tools(
          KeyFactory.getInstance("Ed25519", provider), Signature.getInstance("Ed25519", provider));
    }
  }
}
