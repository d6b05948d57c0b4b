package dev.chit.crypto;

import java.security.cert.X509Certificate;
import java.util.Arrays;

/// Certificates that a thief would make.
public final class Forgery {
  private static final int EXTENSION_LENGTH = DeviceStatement.LENGTH + SigningKey.SIGNATURE_LENGTH;

  private Forgery() {}

  /// A key of the thief's own under everything that the victim's certificate says.
  public static TlsIdentity withStatementOf(X509Certificate victim) {
    byte[] value = victim.getExtensionValue(IdentityCertificate.EXTENSION);
    byte[] stolen = Arrays.copyOfRange(value, value.length - EXTENSION_LENGTH, value.length);
    return new CertificateForm(IdentityCertificate.EXTENSION, EXTENSION_LENGTH).create(_ -> stolen);
  }

  /// A key of the thief's own under the server's word for its log key.
  public static TlsIdentity withLogKeyOf(X509Certificate server) {
    int length = 32 + SigningKey.SIGNATURE_LENGTH;
    byte[] value = server.getExtensionValue(ServerCertificate.EXTENSION);
    byte[] stolen = Arrays.copyOfRange(value, value.length - length, value.length);
    return new CertificateForm(ServerCertificate.EXTENSION, length).create(_ -> stolen);
  }
}
