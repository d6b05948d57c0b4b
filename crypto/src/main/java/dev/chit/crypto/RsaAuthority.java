package dev.chit.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// A certificate authority of RSA-2048 keys and SHA-256, for programs that are older than
/// identities: it issues certificates for either end of a connection on this machine. They never
/// expire, since those programs cannot renew them.
///
/// ```java
/// RsaAuthority authority = RsaAuthority.create("old programs");
/// TlsIdentity server = authority.issue("server");
/// ```
public final class RsaAuthority {
  private static final int KEY_BITS = 2048;
  private static final int SERIAL_BITS = 127;
  private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String EXTENDED_USAGE = "2.5.29.37";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  /// digitalSignature, keyEncipherment.
  private static final byte[] END_USAGE = Der.bits(0xa0, 5);

  /// keyCertSign, cRLSign.
  private static final byte[] AUTHORITY_USAGE = Der.bits(0x06, 1);

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final TlsIdentity identity;

  private RsaAuthority(String name, TlsIdentity identity) {
    this.name = name;
    this.identity = identity;
  }

  /// A new authority.
  public static RsaAuthority create(String name) {
    KeyPair keys = keys();
    byte[] extensions =
        Der.sequence(
            critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())),
            critical(KEY_USAGE, AUTHORITY_USAGE),
            extension(SUBJECT_KEY, Der.octetString(keyId(keys.getPublic()))));
    X509Certificate certificate = certificate(name, keys, name, keys.getPublic(), extensions);
    return new RsaAuthority(name, new TlsIdentity(keys.getPrivate(), certificate));
  }

  /// The authority's own key and certificate.
  public TlsIdentity identity() {
    return identity;
  }

  /// A new key with a certificate for either end of a connection, on this machine's loopback
  /// addresses if anybody asks.
  public TlsIdentity issue(String commonName) {
    KeyPair keys = keys();
    PublicKey authority = identity.certificate().getPublicKey();
    byte[] extensions =
        Der.sequence(
            critical(BASIC_CONSTRAINTS, Der.sequence()),
            critical(KEY_USAGE, END_USAGE),
            extension(
                EXTENDED_USAGE,
                Der.sequence(Der.objectIdentifier(SERVER_AUTH), Der.objectIdentifier(CLIENT_AUTH))),
            extension(
                SUBJECT_NAMES,
                Der.sequence(
                    Der.implicit(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)),
                    Der.implicit(IP_ADDRESS, LOOPBACK_4),
                    Der.implicit(IP_ADDRESS, LOOPBACK_6))),
            extension(SUBJECT_KEY, Der.octetString(keyId(keys.getPublic()))),
            extension(AUTHORITY_KEY, Der.sequence(Der.implicit(0, keyId(authority)))));
    KeyPair signer = new KeyPair(authority, identity.privateKey());
    X509Certificate certificate =
        certificate(name, signer, commonName, keys.getPublic(), extensions);
    return new TlsIdentity(keys.getPrivate(), certificate);
  }

  /// A list, in DER, of the certificates that it has revoked: none.
  public byte[] revocations() {
    byte[] toBeSigned =
        Der.sequence(
            algorithm(),
            commonName(name),
            Der.utcTime("000101000000Z"),
            Der.generalizedTime("99991231235959Z"));
    KeyPair signer = new KeyPair(identity.certificate().getPublicKey(), identity.privateKey());
    return Der.sequence(toBeSigned, algorithm(), Der.bitString(signed(signer, toBeSigned)));
  }

  private static X509Certificate certificate(
      String issuer, KeyPair signer, String subject, PublicKey key, byte[] extensions) {
    byte[] always =
        Der.sequence(Der.utcTime("000101000000Z"), Der.generalizedTime("99991231235959Z"));
    byte[] toBeSigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)),
            algorithm(),
            commonName(issuer),
            always,
            commonName(subject),
            key.getEncoded(),
            Der.explicit(3, extensions));
    byte[] der = Der.sequence(toBeSigned, algorithm(), Der.bitString(signed(signer, toBeSigned)));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK reads certificates", e);
    }
  }

  private static byte[] signed(KeyPair signer, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signer.getPrivate(), RANDOM);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS, RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static byte[] keyId(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Arrays.copyOf(hash, 20);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] commonName(String text) {
    return Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.utf8(text))));
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.objectIdentifier(SHA256_WITH_RSA), Der.nothing());
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.sequence(Der.objectIdentifier(oid), Der.octetString(value));
  }

  private static byte[] critical(String oid, byte[] value) {
    return Der.sequence(Der.objectIdentifier(oid), Der.yes(), Der.octetString(value));
  }
}
