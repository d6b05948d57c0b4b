package dev.chit.crypto.tls;

import dev.chit.core.VerifyKey;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.ServerCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Which server a client talks to: the one whose log key has the expected fingerprint, or, once and
/// at the user's word, whichever answers first.
///
/// ```java
/// ServerTrust trust = ServerTrust.pinned(Fingerprint.parse(text));
/// SslContext context = TlsContexts.client(me, trust).build();
/// ```
public final class ServerTrust extends CertificateTrust {
  private final AtomicReference<@Nullable Fingerprint> expected;
  private final AtomicReference<@Nullable VerifyKey> seen = new AtomicReference<>();

  private ServerTrust(@Nullable Fingerprint expected) {
    this.expected = new AtomicReference<>(expected);
  }

  public static ServerTrust pinned(Fingerprint fingerprint) {
    return new ServerTrust(fingerprint);
  }

  /// Trusts the first server met, and from then on only that one. Save [#logKey]'s fingerprint
  /// after the first connection and pin it in the next process.
  public static ServerTrust first() {
    return new ServerTrust(null);
  }

  /// The log key of the server last connected to; empty before that.
  public Optional<VerifyKey> logKey() {
    return Optional.ofNullable(seen.get());
  }

  /// The fingerprint trusted; empty while trusting whoever comes first.
  public Optional<Fingerprint> fingerprint() {
    return Optional.ofNullable(expected.get());
  }

  @Override
  void checkServer(X509Certificate certificate) throws CertificateException {
    VerifyKey logKey = ServerCertificate.verify(certificate);
    Fingerprint presented = Fingerprint.ofKey(logKey);
    Fingerprint trusted = expected.get();
    if (trusted == null) {
      Fingerprint before = expected.compareAndExchange(null, presented);
      trusted = before == null ? presented : before;
    }
    if (!trusted.equals(presented)) {
      throw new UntrustedServerException(trusted, presented);
    }
    seen.set(logKey);
  }

  @Override
  void checkClient(X509Certificate certificate) throws CertificateException {
    throw new CertificateException("this trust is for servers only");
  }
}
