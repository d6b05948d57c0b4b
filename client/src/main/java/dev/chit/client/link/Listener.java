package dev.chit.client.link;

import dev.chit.client.connection.Transport;
import dev.chit.client.link.v1.LinkFrame;
import dev.chit.client.link.v1.LinkGrpc;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.LinkTrust;
import dev.chit.crypto.tls.PeerIdentity;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.Limits;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Where others' clients dial in: behind a knock, TLS 1.3 with the device that is expected, and one
/// stream.
final class Listener implements AutoCloseable {
  private static final int HEADROOM_BYTES = 1 << 10;
  private static final int METADATA_BYTES_MAX = 8 << 10;
  private static final int WINDOW_BYTES = 1 << 20;

  private final Server server;

  private Listener(Server server) {
    this.server = server;
  }

  /// Listens on all addresses.
  ///
  /// @param port 0 for a free one
  /// @param accept makes the link of a device that is expected
  static Listener open(
      int port,
      Transport transport,
      TlsIdentity me,
      Door door,
      Function<DeviceAddress, Link> accept)
      throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(port))
            .channelFactory(() -> new DoorChannel(door))
            .bossEventLoopGroup(transport.loops())
            .workerEventLoopGroup(transport.loops())
            .sslContext(TlsContexts.server(me, new LinkTrust(door::expects)).build())
            .directExecutor()
            .addService(service(accept))
            .handshakeTimeout(LinkLimits.HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)
            .maxConnectionIdle(LinkLimits.HELLO.toSeconds(), TimeUnit.SECONDS)
            .maxConcurrentCallsPerConnection(1)
            .maxInboundMessageSize(Limits.FRAME_BYTES_MAX + HEADROOM_BYTES)
            .maxInboundMetadataSize(METADATA_BYTES_MAX)
            .flowControlWindow(WINDOW_BYTES)
            .keepAliveTime(LinkLimits.PING_EVERY.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(LinkLimits.PING_PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveTime(LinkLimits.PING_EVERY.toSeconds() / 2, TimeUnit.SECONDS)
            .build();
    return new Listener(server.start());
  }

  private static ServerServiceDefinition service(Function<DeviceAddress, Link> accept) {
    return ServerServiceDefinition.builder(LinkGrpc.SERVICE_NAME)
        .addMethod(LinkGrpc.getOpenMethod(), (call, _) -> opened(call, accept))
        .build();
  }

  private static ServerCall.Listener<LinkFrame> opened(
      ServerCall<LinkFrame, LinkFrame> call, Function<DeviceAddress, Link> accept) {
    Optional<DeviceStatement> peer =
        Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
            .flatMap(PeerIdentity::of);
    if (peer.isEmpty()) {
      call.close(Status.UNAUTHENTICATED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Link link = accept.apply(new DeviceAddress(peer.get().account(), peer.get().device()));
    call.sendHeaders(new Metadata());
    link.begin(Pipe.of(call));
    return Pipe.accepted(link);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
