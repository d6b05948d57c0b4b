package dev.chit.crypto;

import dev.chit.core.Label;
import dev.chit.core.VerifyKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// The certificate of a server. Its one extension holds the log's public key and that key's
/// signature over `chit/server-tls/v1` NUL ‖ the certificate's SubjectPublicKeyInfo, so that one
/// fingerprint pins both the connection and the log.
///
/// Names and dates in it mean nothing and are not looked at. See `docs/protocol.md`, section
/// "Certificates".
public final class ServerCertificate {
  /// 2.25 and the UUID 07c65e81-9566-487d-b076-d5d7b4cb930e.
  static final String EXTENSION = "2.25.10334587561656933803821557268255314702";

  private static final CertificateForm FORM =
      new CertificateForm(EXTENSION, VerifyKey.LENGTH + SigningKey.SIGNATURE_LENGTH);

  private ServerCertificate() {}

  /// A fresh TLS key and a certificate for it.
  public static TlsIdentity create(SigningKey logKey) {
    return FORM.create(
        spki -> {
          byte[] key = logKey.verifyKey().bytes();
          byte[] signature = logKey.sign(Label.SERVER_TLS, spki);
          byte[] all = Arrays.copyOf(key, key.length + signature.length);
          System.arraycopy(signature, 0, all, key.length, signature.length);
          return all;
        });
  }

  /// The log key that the certificate proves. Whether it is the expected one is the caller's to
  /// say, by its [Fingerprint].
  public static VerifyKey verify(X509Certificate certificate) throws BadCertificateException {
    CertificateForm.Content content = FORM.read(certificate);
    byte[] extension = content.extension();
    VerifyKey logKey = VerifyKey.of(Arrays.copyOf(extension, VerifyKey.LENGTH));
    byte[] signature = Arrays.copyOfRange(extension, VerifyKey.LENGTH, extension.length);
    if (!Ed25519.verifier()
        .verify(logKey, Label.SERVER_TLS.before(content.publicKey()), signature)) {
      throw new BadCertificateException("certificate whose key the stated log key did not sign");
    }
    return logKey;
  }
}
