package dev.chit.crypto;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Makes a provider's Ed25519 keys of raw ones. A provider without a key factory for them (Amazon
/// Corretto's keeps it out of sight) translates any key that has an encoding, which is also faster
/// than parsing it by another provider first.
final class EncodedKeys {
  /// DER of a SubjectPublicKeyInfo and of a PrivateKeyInfo up to the 32 bytes (RFC 8410).
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final @Nullable KeyFactory factory;

  private EncodedKeys(@Nullable KeyFactory factory) {
    this.factory = factory;
  }

  static EncodedKeys of(Provider provider) throws NoSuchAlgorithmException {
    boolean hasFactory = provider.getService("KeyFactory", "Ed25519") != null;
    return new EncodedKeys(hasFactory ? KeyFactory.getInstance("Ed25519", provider) : null);
  }

  PublicKey publicKey(byte[] point) throws InvalidKeyException {
    byte[] encoded = join(PUBLIC_PREFIX, point);
    if (factory == null) {
      return new Encoded(encoded, "X.509");
    }
    try {
      return factory.generatePublic(new X509EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(e);
    }
  }

  PrivateKey privateKey(byte[] seed) throws InvalidKeyException {
    byte[] encoded = join(PRIVATE_PREFIX, seed);
    if (factory == null) {
      return new Encoded(encoded, "PKCS#8");
    }
    try {
      return factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(e);
    } finally {
      Secrets.wipe(encoded);
    }
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    var all = new byte[prefix.length + key.length];
    System.arraycopy(prefix, 0, all, 0, prefix.length);
    System.arraycopy(key, 0, all, prefix.length, key.length);
    return all;
  }

  /// A key that is its encoding; lives for one operation.
  private static final class Encoded implements PublicKey, PrivateKey {
    private final transient byte[] encoded;
    private final String format;

    Encoded(byte[] encoded, String format) {
      this.encoded = encoded;
      this.format = format;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return format;
    }

    @Override
    public byte[] getEncoded() {
      return encoded;
    }

    @Override
    public void destroy() {
      Secrets.wipe(encoded);
    }

    @Override
    public String toString() {
      return format;
    }
  }
}
