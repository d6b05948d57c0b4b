package dev.chit.bench.peer;

import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// A key and a self-made certificate for a peer's TLS: ECDSA P-256, the kind that Chit uses.
final class ServerKey {
  private final TlsIdentity identity;

  ServerKey() {
    try (SigningKey key = SigningKey.generate()) {
      identity = ServerCertificate.create(key);
    }
  }

  X509Certificate certificate() {
    return identity.certificate();
  }

  /// Writes both as PEM; only the owner can read the key.
  void write(Path key, Path certificate) throws IOException {
    try {
      Files.writeString(certificate, pem("CERTIFICATE", identity.certificate().getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, pem("PRIVATE KEY", identity.privateKey().getEncoded()));
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
