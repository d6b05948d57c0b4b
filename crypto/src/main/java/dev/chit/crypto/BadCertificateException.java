package dev.chit.crypto;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/// A certificate that is not of ours, or whose statement does not hold. The message says why, for a
/// person.
public final class BadCertificateException extends CertificateException {
  BadCertificateException(String message) {
    super(message);
  }

  BadCertificateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
