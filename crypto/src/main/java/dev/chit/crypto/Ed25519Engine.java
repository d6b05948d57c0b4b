package dev.chit.crypto;

import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.ArrayBlockingQueue;
import javax.security.auth.DestroyFailedException;

/// Ed25519 by one provider. Safe for use by many threads: each call borrows the provider's objects,
/// which are slow to make and may hold native memory, from a bounded pool. (Not from the thread:
/// virtual ones come and go.)
final class Ed25519Engine implements SignatureVerifier {
  private static final int IDLE_MAX = 2 * Runtime.getRuntime().availableProcessors();

  private final Provider provider;
  private final ArrayBlockingQueue<Tools> idle = new ArrayBlockingQueue<>(IDLE_MAX);

  /// @throws GeneralSecurityException if the provider has no Ed25519
  Ed25519Engine(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    giveBack(Tools.of(provider));
  }

  Provider provider() {
    return provider;
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
      tools.signature.initVerify(tools.keys.publicKey(point));
      tools.signature.update(message);
      good = tools.signature.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      // The bytes are no point of the curve. The tools may be half way through: let them go.
      return false;
    }
    giveBack(tools);
    return good;
  }

  /// @param seed 32 bytes
  byte[] sign(byte[] seed, byte[] message) {
    Tools tools = borrow();
    byte[] signature;
    try {
      PrivateKey key = tools.keys.privateKey(seed);
      tools.signature.initSign(key);
      tools.signature.update(message);
      signature = tools.signature.sign();
      wipe(key);
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

  private static void wipe(PrivateKey key) {
    try {
      key.destroy();
    } catch (DestroyFailedException e) {
      // The JDK's own keys cannot be destroyed; the collector takes them.
    }
  }

  private record Tools(EncodedKeys keys, Signature signature) {
    static Tools of(Provider provider) throws GeneralSecurityException {
      return new Tools(EncodedKeys.of(provider), Signature.getInstance("Ed25519", provider));
    }
  }
}
