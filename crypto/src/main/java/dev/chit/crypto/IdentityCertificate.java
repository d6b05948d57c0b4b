package dev.chit.crypto;

import dev.chit.core.Label;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// The certificate of a member's device. Its one extension holds the [DeviceStatement] and the
/// device key's signature over `chit/tls/v1` NUL ‖ the certificate's SubjectPublicKeyInfo.
///
/// Names and dates in it mean nothing and are not looked at. See `docs/protocol.md`, section
/// "Certificates".
public final class IdentityCertificate {
  /// 2.25 and the UUID b16ed8c8-0891-47ec-b84f-d62d15c8bddb.
  static final String EXTENSION = "2.25.235848904757127346133939131816564276699";

  private static final int EXTENSION_LENGTH = DeviceStatement.LENGTH + SigningKey.SIGNATURE_LENGTH;

  private static final CertificateForm FORM = new CertificateForm(EXTENSION, EXTENSION_LENGTH);

  private IdentityCertificate() {}

  /// Loads what making a certificate and checking one take.
  public static void prepare() {
    TlsIdentity ofNobody = FORM.create(_ -> new byte[EXTENSION_LENGTH]);
    try {
      var _ = FORM.read(ofNobody.certificate());
    } catch (BadCertificateException e) {
      throw new IllegalStateException("a certificate just made is good", e);
    }
  }

  /// A fresh TLS key and a certificate for it.
  ///
  /// @throws IllegalArgumentException if the statement is about another device key
  public static TlsIdentity create(DeviceStatement statement, SigningKey deviceKey) {
    if (!statement.deviceKey().equals(deviceKey.verifyKey())) {
      throw new IllegalArgumentException(
          "key " + deviceKey.verifyKey() + " (expected: " + statement.deviceKey() + ")");
    }
    return FORM.create(spki -> join(statement.encode(), deviceKey.sign(Label.TLS, spki)));
  }

  /// The statement that the certificate proves: signed by the identity, and the certificate's key
  /// signed by the device.
  public static DeviceStatement verify(X509Certificate certificate) throws BadCertificateException {
    CertificateForm.Content content = FORM.read(certificate);
    byte[] extension = content.extension();
    DeviceStatement statement;
    try {
      statement = DeviceStatement.parse(Arrays.copyOf(extension, DeviceStatement.LENGTH));
    } catch (BadStatementException e) {
      throw new BadCertificateException("certificate with a " + e.getMessage(), e);
    }
    byte[] signature = Arrays.copyOfRange(extension, DeviceStatement.LENGTH, extension.length);
    if (!Ed25519.verifier()
        .verify(statement.deviceKey(), Label.TLS.before(content.publicKey()), signature)) {
      throw new BadCertificateException("certificate whose key the stated device did not sign");
    }
    return statement;
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
