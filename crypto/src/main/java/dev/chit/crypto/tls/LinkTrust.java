package dev.chit.crypto.tls;

import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;

/// Whom a client lets onto a direct link, at either end of it: a device that proves an identity, if
/// the caller wants that one.
public final class LinkTrust extends CertificateTrust {
  private final Predicate<DeviceStatement> wanted;

  /// @param wanted asked with a statement whose signatures were checked; called by I/O threads
  public LinkTrust(Predicate<DeviceStatement> wanted) {
    this.wanted = wanted;
  }

  @Override
  void checkClient(X509Certificate certificate) throws CertificateException {
    check(certificate);
  }

  @Override
  void checkServer(X509Certificate certificate) throws CertificateException {
    check(certificate);
  }

  private void check(X509Certificate certificate) throws CertificateException {
    DeviceStatement statement = IdentityCertificate.verify(certificate);
    if (!wanted.test(statement)) {
      throw new CertificateException("account " + statement.account() + " is not expected here");
    }
  }
}
