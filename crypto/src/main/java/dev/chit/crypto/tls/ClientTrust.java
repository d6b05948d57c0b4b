package dev.chit.crypto.tls;

import dev.chit.crypto.IdentityCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/// Whom a server lets in: whoever proves some identity. Which account that is, and what it may do,
/// is asked afterwards, of [PeerIdentity].
public final class ClientTrust extends CertificateTrust {
  @Override
  void checkClient(X509Certificate certificate) throws CertificateException {
    var _ = IdentityCertificate.verify(certificate);
  }

  @Override
  void checkServer(X509Certificate certificate) throws CertificateException {
    throw new CertificateException("this trust is for clients only");
  }
}
