package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/// How clients of a peer speak TLS: 1.3, with the engine that our own clients use.
final class PeerTls {
  private PeerTls() {}

  /// @param peer what it is called in sentences
  /// @param certificate of the server, and no other is trusted
  static SslContext client(String peer, X509Certificate certificate) throws BenchException {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .trustManager(certificate)
          .endpointIdentificationAlgorithm(null)
          .protocols("TLSv1.3")
          .build();
    } catch (SSLException e) {
      throw BenchException.failed("TLS to " + peer + " could not be set up.", e);
    }
  }
}
