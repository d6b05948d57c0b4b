package dev.chit.doors.hall;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;

/// TLS as the old programs have it, 1.2 or 1.3.
public final class Secured {
  private Secured() {}

  /// Both ends by a certificate of the door's authority.
  public static SslContext mutual(DoorKeys keys) throws IOException {
    return of(keys).trustManager(keys.authority()).clientAuth(ClientAuth.REQUIRE).build();
  }

  /// The server alone.
  public static SslContext byServer(DoorKeys keys) throws IOException {
    return of(keys).build();
  }

  /// The server's end of a new connection. Some programs connect long before they say a word: the
  /// handshake has the time that silence has.
  public static SslHandler handler(SslContext tls, SocketChannel channel) {
    SslHandler handler = tls.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(Conversation.SILENCE.toMillis());
    return handler;
  }

  private static SslContextBuilder of(DoorKeys keys) {
    return SslContextBuilder.forServer(keys.server().privateKey(), keys.server().certificate())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.2", "TLSv1.3");
  }
}
