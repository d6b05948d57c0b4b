package dev.chit.crypto.tls;

import dev.chit.crypto.BadCertificateException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
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
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length == 1 && chain[0] instanceof X509Certificate certificate
          ? Optional.of(IdentityCertificate.verify(certificate))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | BadCertificateException e) {
      return Optional.empty();
    }
  }
}
