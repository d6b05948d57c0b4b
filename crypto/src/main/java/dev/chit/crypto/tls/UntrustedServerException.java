package dev.chit.crypto.tls;

import dev.chit.crypto.Fingerprint;
import java.security.cert.CertificateException;

/// The server proved a log key, but not the expected one: an impostor, or another server at the old
/// address. Find it among the causes of a failed connection with [TlsFailure].
public final class UntrustedServerException extends CertificateException {
  private final Fingerprint expected;
  private final Fingerprint presented;

  UntrustedServerException(Fingerprint expected, Fingerprint presented) {
    super(
        "the server is not the trusted one: fingerprint "
            + presented
            + " (expected: "
            + expected
            + ")");
    this.expected = expected;
    this.presented = presented;
  }

  public Fingerprint expected() {
    return expected;
  }

  public Fingerprint presented() {
    return presented;
  }
}
