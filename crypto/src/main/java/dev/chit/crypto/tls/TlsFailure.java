package dev.chit.crypto.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells from a failed connection's exception whether the other end was not trusted.
public final class TlsFailure {
  private static final int DEPTH_MAX = 32;

  private TlsFailure() {}

  /// The reason among the causes of `failure`, if our side refused the other's certificate: an
  /// [UntrustedServerException] for a wrong fingerprint, a
  /// [dev.chit.crypto.BadCertificateException] for a certificate that proves nothing.
  public static Optional<CertificateException> notTrusted(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
      if (cause instanceof CertificateException refusal) {
        return Optional.of(refusal);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
