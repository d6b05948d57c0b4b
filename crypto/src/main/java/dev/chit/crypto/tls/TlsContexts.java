package dev.chit.crypto.tls;

import dev.chit.crypto.TlsIdentity;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.X509TrustManager;

/// Netty TLS contexts as we use them: TLS 1.3 only, certificates at both ends, hybrid post-quantum
/// key exchange where the engine has it, no host names.
///
/// ```java
/// // grpc-java
/// NettyChannelBuilder.forAddress(host, port)
///     .sslContext(TlsContexts.client(me, ServerTrust.pinned(fingerprint)).build());
/// // Armeria
/// Server.builder()
///     .tls(TlsKeyPair.of(identity.privateKey(), identity.certificate()))
///     .tlsCustomizer(TlsContexts.serverCustomizer());
/// ```
public final class TlsContexts {
  private static final String TLS13 = "TLSv1.3";

  /// P-256 is for peers on the JDK's TLS that were built without X25519.
  private static final List<String> GROUPS = List.of("X25519MLKEM768", "X25519", "P-256");

  private TlsContexts() {}

  /// For connections to a server or to the other end of a link; ALPN is `h2`.
  ///
  /// @param trust a [ServerTrust], or a [LinkTrust]
  public static SslContextBuilder client(TlsIdentity me, X509TrustManager trust) {
    return client(me, trust, TlsEngine.best());
  }

  /// As [#client(TlsIdentity, X509TrustManager)], by the given engine.
  public static SslContextBuilder client(TlsIdentity me, X509TrustManager trust, TlsEngine engine) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .keyManager(new OneKey(me))
            .endpointIdentificationAlgorithm(null);
    return common(builder, trust, engine);
  }

  /// For accepting connections; ALPN is `h2`.
  ///
  /// @param trust a [ClientTrust], or a [LinkTrust]
  public static SslContextBuilder server(TlsIdentity me, X509TrustManager trust) {
    return server(me, trust, TlsEngine.best());
  }

  /// As [#server(TlsIdentity, X509TrustManager)], by the given engine.
  public static SslContextBuilder server(TlsIdentity me, X509TrustManager trust, TlsEngine engine) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(me.privateKey(), me.certificate())
            .clientAuth(ClientAuth.REQUIRE);
    return common(builder, trust, engine);
  }

  /// For a server library that makes its own builder with key, certificate and ALPN, and lets us
  /// have the rest: who may connect, and how. Members' devices may.
  public static Consumer<SslContextBuilder> serverCustomizer() {
    return serverCustomizer(new ClientTrust());
  }

  /// As [#serverCustomizer()], for others.
  ///
  /// @param trust a [LogTrust], or a [LinkTrust]
  public static Consumer<SslContextBuilder> serverCustomizer(X509TrustManager trust) {
    return builder -> secure(builder.clientAuth(ClientAuth.REQUIRE), trust, TlsEngine.best());
  }

  /// For a client library that makes its own builder with ALPN, and lets us have the rest.
  ///
  /// @param trust a [ServerTrust]
  public static Consumer<SslContextBuilder> clientCustomizer(
      TlsIdentity me, X509TrustManager trust) {
    return builder ->
        secure(
            builder
                .keyManager(me.privateKey(), me.certificate())
                .endpointIdentificationAlgorithm(null),
            trust,
            TlsEngine.best());
  }

  private static SslContextBuilder common(
      SslContextBuilder builder, X509TrustManager trust, TlsEngine engine) {
    return secure(builder, trust, engine)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2));
  }

  private static SslContextBuilder secure(
      SslContextBuilder builder, X509TrustManager trust, TlsEngine engine) {
    builder.sslProvider(engine.provider()).protocols(TLS13).trustManager(trust);
    return switch (engine) {
      case BORINGSSL -> builder.option(OpenSslContextOption.GROUPS, GROUPS.toArray(String[]::new));
      case JDK -> builder;
    };
  }
}
