package dev.chit.crypto.tls;

import dev.chit.core.VerifyKey;
import dev.chit.crypto.BadCertificateException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.ServerCertificate;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Who is at the other end of an established connection.
public final class PeerIdentity {
  private static final String CACHED = "dev.chit.peer";

  private PeerIdentity() {}

  /// The statement that the peer's certificate proves, kept in the session after the first call.
  /// Empty if there is no certificate of a member's device.
  public static Optional<DeviceStatement> of(SSLSession session) {
    if (session.getValue(CACHED) instanceof DeviceStatement statement) {
      return Optional.of(statement);
    }
    Optional<DeviceStatement> statement = prove(session);
    statement.ifPresent(proven -> session.putValue(CACHED, proven));
    return statement;
  }

  private static Optional<DeviceStatement> prove(SSLSession session) {
    return proved(session, IdentityCertificate::verify);
  }

  /// The log key that the peer's certificate proves. Empty if there is no certificate of a server.
  public static Optional<VerifyKey> logKey(SSLSession session) {
    return proved(session, ServerCertificate::verify);
  }

  private static <T> Optional<T> proved(SSLSession session, Check<T> check) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length == 1 && chain[0] instanceof X509Certificate certificate
          ? Optional.of(check.of(certificate))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | BadCertificateException e) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Check<T> {
    T of(X509Certificate certificate) throws BadCertificateException;
  }
}
