package dev.chit.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The shape that our certificates share (RFC 5280): version 3, self-signed with ECDSA on P-256 and
/// SHA-256, and exactly one extension, not critical, whose value is an OCTET STRING of fixed
/// length.
///
/// @param oid of the extension
/// @param lengthBytes of what the extension holds
record CertificateForm(String oid, int lengthBytes) {
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// DER of a P-256 SubjectPublicKeyInfo up to the 64 bytes of the uncompressed point (RFC 5480).
  private static final byte[] P256_PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private static final int P256_LENGTH = P256_PREFIX.length + 64;

  /// What a good certificate holds: the DER SubjectPublicKeyInfo, and the extension's bytes.
  static final class Content {
    private final byte[] publicKey;
    private final byte[] extension;

    private Content(byte[] publicKey, byte[] extension) {
      this.publicKey = publicKey;
      this.extension = extension;
    }

    byte[] publicKey() {
      return publicKey;
    }

    byte[] extension() {
      return extension;
    }
  }

  /// A fresh key, and a certificate for it.
  ///
  /// @param extension from the DER SubjectPublicKeyInfo to what the extension holds
  TlsIdentity create(UnaryOperator<byte[]> extension) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      KeyPair pair = generator.generateKeyPair();
      byte[] publicKey = pair.getPublic().getEncoded();
      byte[] toBeSigned = toBeSigned(publicKey, extension.apply(publicKey));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), RANDOM);
      signature.update(toBeSigned);
      byte[] certificate = Der.sequence(toBeSigned, algorithm(), Der.bitString(signature.sign()));
      return new TlsIdentity(pair.getPrivate(), parse(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA on P-256", e);
    }
  }

  /// Checks everything about the certificate but what its extension says.
  Content read(X509Certificate certificate) throws BadCertificateException {
    try {
      return readStrictly(certificate);
    } catch (BadCertificateException e) {
      throw e;
    } catch (CertificateException | RuntimeException e) {
      throw new BadCertificateException("certificate that cannot be read", e);
    }
  }

  private Content readStrictly(X509Certificate certificate) throws CertificateException {
    byte[] publicKey = certificate.getPublicKey().getEncoded();
    if (certificate.getVersion() != 3
        || !certificate.getSigAlgOID().equals(ECDSA_WITH_SHA256)
        || publicKey.length != P256_LENGTH
        || !Arrays.equals(Arrays.copyOf(publicKey, P256_PREFIX.length), P256_PREFIX)) {
      throw new BadCertificateException("certificate of another kind (expected: ECDSA on P-256)");
    }
    byte[] extension = onlyExtension(certificate);
    if (!Arrays.equals(certificate.getEncoded(), encodedAgain(certificate))) {
      throw new BadCertificateException("certificate with a malformed signature");
    }
    try {
      // Every provider of Ed25519 has ECDSA too, and a native one is several times faster at it.
      certificate.verify(certificate.getPublicKey(), Ed25519.engine().provider());
    } catch (GeneralSecurityException e) {
      throw new BadCertificateException("certificate that its own key did not sign", e);
    }
    return new Content(publicKey, extension);
  }

  /// What is signed is covered by the signature; what is around it has one encoding, of which
  /// parsers may overlook a bit.
  private static byte[] encodedAgain(X509Certificate certificate) throws CertificateException {
    return Der.sequence(
        certificate.getTBSCertificate(), algorithm(), Der.bitString(certificate.getSignature()));
  }

  private byte[] onlyExtension(X509Certificate certificate) throws BadCertificateException {
    boolean alone =
        Set.of(oid).equals(certificate.getNonCriticalExtensionOIDs())
            && Set.of().equals(certificate.getCriticalExtensionOIDs());
    byte @Nullable [] value = certificate.getExtensionValue(oid);
    if (!alone || value == null) {
      throw new BadCertificateException("certificate without the one extension expected");
    }
    byte[] held = Arrays.copyOfRange(value, Math.max(0, value.length - lengthBytes), value.length);
    // DER has one encoding: encode what was held again and compare.
    if (held.length != lengthBytes
        || !Arrays.equals(value, Der.octetString(Der.octetString(held)))) {
      throw new BadCertificateException("certificate with a malformed extension");
    }
    return held;
  }

  private byte[] toBeSigned(byte[] publicKey, byte[] extension) {
    byte[] name =
        Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.utf8("chit"))));
    byte[] always =
        Der.sequence(Der.utcTime("000101000000Z"), Der.generalizedTime("99991231235959Z"));
    byte[] extensions =
        Der.sequence(
            Der.sequence(Der.objectIdentifier(oid), Der.octetString(Der.octetString(extension))));
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)),
        algorithm(),
        name,
        always,
        name,
        publicKey,
        Der.explicit(3, extensions));
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.objectIdentifier(ECDSA_WITH_SHA256));
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
