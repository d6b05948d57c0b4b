package dev.chit.doors.hall;

import dev.chit.crypto.SecretFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Certificates and RSA keys as PEM (RFC 7468), which every program reads.
final class Pem {
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final int LINE = 64;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private Pem() {}

  static byte[] of(X509Certificate certificate) throws IOException {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("certificate that cannot be written", e);
    }
  }

  /// @param der a list of revoked certificates
  static byte[] ofRevocations(byte[] der) {
    return block("X509 CRL", der);
  }

  static byte[] of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static byte[] block(String what, byte[] der) {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static X509Certificate certificate(Path file) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(SecretFiles.read(file, FILE_BYTES_MAX)));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate in PEM", e);
    }
  }

  static PrivateKey key(Path file) throws IOException {
    String text =
        new String(SecretFiles.read(file, FILE_BYTES_MAX), StandardCharsets.US_ASCII).strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IOException(file + " is no private key in PEM (PKCS #8)");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " is no private key of RSA", e);
    }
  }
}
