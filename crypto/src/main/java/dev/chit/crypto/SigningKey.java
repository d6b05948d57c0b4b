package dev.chit.crypto;

import dev.chit.core.Label;
import dev.chit.core.VerifyKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.security.auth.Destroyable;

/// An Ed25519 key pair (RFC 8032), made from a seed of 32 bytes. Safe for use by many threads.
/// Destroy it when done; a destroyed key throws [IllegalStateException].
///
/// ```java
/// SigningKey identity = SigningKey.generate();
/// byte[] signature = identity.sign(Label.ORDER, order.encode());
/// ```
public final class SigningKey implements Destroyable, AutoCloseable {
  public static final int SEED_LENGTH = 32;
  public static final int SIGNATURE_LENGTH = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final VerifyKey verifyKey;
  private final byte[] seed;
  private boolean destroyed;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    this.verifyKey = Ed25519Keys.publicOf(seed);
  }

  public static SigningKey generate() {
    var seed = new byte[SEED_LENGTH];
    RANDOM.nextBytes(seed);
    return new SigningKey(seed);
  }

  /// The key pair of a seed, which is copied.
  ///
  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException(
          "seed of " + seed.length + " bytes (expected: " + SEED_LENGTH + ")");
    }
    return new SigningKey(seed.clone());
  }

  /// The key whose raw seed is in `file`.
  ///
  /// @throws IOException if the file cannot be read, others could read it, or it is no seed
  public static SigningKey load(Path file) throws IOException {
    byte[] seed = SecretFiles.read(file, SEED_LENGTH);
    try {
      if (seed.length != SEED_LENGTH) {
        throw new IOException(
            file + " holds " + seed.length + " bytes (expected: a key of " + SEED_LENGTH + ")");
      }
      return ofSeed(seed);
    } finally {
      Secrets.wipe(seed);
    }
  }

  /// Writes the raw seed to a new file that only its owner can read.
  ///
  /// @throws IOException if it cannot be written, or the file exists
  public void save(Path file) throws IOException {
    byte[] copy = seed();
    try {
      SecretFiles.create(file, copy);
    } finally {
      Secrets.wipe(copy);
    }
  }

  /// A copy of the secret 32 bytes: wipe it after use.
  public synchronized byte[] seed() {
    if (destroyed) {
      throw new IllegalStateException("this key was destroyed");
    }
    return seed.clone();
  }

  public VerifyKey verifyKey() {
    return verifyKey;
  }

  /// The 64 bytes of signature over exactly these bytes.
  public byte[] sign(byte[] message) {
    byte[] copy = seed();
    try {
      return Ed25519.engine().sign(copy, message);
    } finally {
      Secrets.wipe(copy);
    }
  }

  /// The 64 bytes of signature over the label and the parts, one after the other.
  public byte[] sign(Label label, byte[]... parts) {
    return sign(label.before(parts));
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Secrets.wipe(seed);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  /// The public key only.
  @Override
  public String toString() {
    return "SigningKey[" + verifyKey + "]";
  }
}
