package dev.chit.crypto.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/// Which implementation of TLS 1.3 does the work.
public enum TlsEngine {
  /// Netty's BoringSSL: fast, and hybrid post-quantum key exchange (X25519MLKEM768).
  BORINGSSL(SslProvider.OPENSSL),

  /// The JDK's own: everywhere, slower, X25519 or P-256 only.
  JDK(SslProvider.JDK);

  private final SslProvider provider;

  TlsEngine(SslProvider provider) {
    this.provider = provider;
  }

  /// BoringSSL where its native library loads, else the JDK's.
  public static TlsEngine best() {
    return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
        ? BORINGSSL
        : JDK;
  }

  SslProvider provider() {
    return provider;
  }
}
