package dev.chit.crypto.tls;

import dev.chit.core.VerifyKey;
import dev.chit.crypto.ServerCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;

/// Whom a witness lets in: servers that prove the key of a log which it watches.
public final class LogTrust extends CertificateTrust {
  private final Predicate<VerifyKey> watched;

  /// @param watched asked with a log key whose certificate was checked; called by I/O threads
  public LogTrust(Predicate<VerifyKey> watched) {
    this.watched = watched;
  }

  @Override
  void checkClient(X509Certificate certificate) throws CertificateException {
    VerifyKey logKey = ServerCertificate.verify(certificate);
    if (!watched.test(logKey)) {
      throw new CertificateException("the log of key " + logKey + " is not watched here");
    }
  }

  @Override
  void checkServer(X509Certificate certificate) throws CertificateException {
    throw new CertificateException("this trust is for clients only");
  }
}
