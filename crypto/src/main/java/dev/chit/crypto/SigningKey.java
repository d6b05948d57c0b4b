package dev.chit.crypto;

import dev.chit.core.Label;
import dev.chit.core.VerifyKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable PrivateKey key;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    this.verifyKey = Ed25519Keys.publicOf(seed);
    this.key = Ed25519.engine().privateKey(seed);
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
  public byte[] seed() {
    alive();
    return seed.clone();
  }

  public VerifyKey verifyKey() {
    return verifyKey;
  }

  /// The 64 bytes of signature over exactly these bytes.
  public byte[] sign(byte[] message) {
    return Ed25519.engine().sign(alive(), message);
  }

  /// The 64 bytes of signature over the label and the parts, one after the other.
  public byte[] sign(Label label, byte[]... parts) {
    return sign(label.before(parts));
  }

  @Override
  public void destroy() {
    PrivateKey held = key;
    key = null;
    Secrets.wipe(seed);
    if (held != null) {
      try {
        held.destroy();
      } catch (DestroyFailedException e) {
        // The JDK's own keys cannot be destroyed; the collector takes them.
      }
    }
  }

  @Override
  public boolean isDestroyed() {
    return key == null;
  }

  @Override
  public void close() {
    destroy();
  }

  private PrivateKey alive() {
    PrivateKey held = key;
    if (held == null) {
      throw new IllegalStateException("this key was destroyed");
    }
    return held;
  }

  /// The public key only.
  @Override
  public String toString() {
    return "SigningKey[" + verifyKey + "]";
  }
}
