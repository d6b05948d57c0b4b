package dev.chit.client.link;

import dev.chit.client.connection.Transport;
import dev.chit.client.link.v1.LinkFrame;
import dev.chit.client.link.v1.LinkGrpc;
import dev.chit.client.link.v1.PieceFrame;
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
  static Listener open(int port, Transport transport, TlsIdentity me, Door door, Host host)
      throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(port))
            .channelFactory(() -> new DoorChannel(door))
            .bossEventLoopGroup(transport.loops())
            .workerEventLoopGroup(transport.loops())
            .sslContext(TlsContexts.server(me, new LinkTrust(door::expects)).build())
            .directExecutor()
            .addService(service(host))
            .handshakeTimeout(LinkLimits.HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)
            .maxConnectionIdle(LinkLimits.HELLO.toSeconds(), TimeUnit.SECONDS)
            .maxConcurrentCallsPerConnection(1 + 2 * LinkLimits.LOANS_MAX)
            .maxInboundMessageSize(Limits.FRAME_BYTES_MAX + HEADROOM_BYTES)
            .maxInboundMetadataSize(METADATA_BYTES_MAX)
            .flowControlWindow(WINDOW_BYTES)
            .keepAliveTime(LinkLimits.PING_EVERY.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(LinkLimits.PING_PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveTime(LinkLimits.PING_EVERY.toSeconds() / 2, TimeUnit.SECONDS)
            .build();
    return new Listener(server.start());
  }

  /// Who takes what devices open that are expected.
  interface Host {
    Link accept(DeviceAddress from);

    /// A stream of pieces, beside a link.
    Pipe.Ear<PieceFrame> carried(DeviceAddress from, Pipe<PieceFrame> pipe);
  }

  private static ServerServiceDefinition service(Host host) {
    return ServerServiceDefinition.builder(LinkGrpc.SERVICE_NAME)
        .addMethod(LinkGrpc.getOpenMethod(), (call, _) -> opened(call, host))
        .addMethod(LinkGrpc.getCarryMethod(), (call, _) -> carried(call, host))
        .build();
  }

  private static ServerCall.Listener<LinkFrame> opened(
      ServerCall<LinkFrame, LinkFrame> call, Host host) {
    Optional<DeviceAddress> peer = peer(call);
    if (peer.isEmpty()) {
      return refused(call);
    }
    Link link = host.accept(peer.get());
    call.sendHeaders(new Metadata());
    link.begin(Pipe.of(call));
    return Pipe.accepted(link);
  }

  private static ServerCall.Listener<PieceFrame> carried(
      ServerCall<PieceFrame, PieceFrame> call, Host host) {
    Optional<DeviceAddress> peer = peer(call);
    if (peer.isEmpty()) {
      return refused(call);
    }
    call.setOnReadyThreshold(LinkLimits.PIECES_AHEAD_BYTES);
    call.sendHeaders(new Metadata());
    return Pipe.accepted(host.carried(peer.get(), Pipe.of(call)));
  }

  private static Optional<DeviceAddress> peer(ServerCall<?, ?> call) {
    return Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
        .flatMap(PeerIdentity::of)
        .map(it -> new DeviceAddress(it.account(), it.device()));
  }

  private static <F> ServerCall.Listener<F> refused(ServerCall<F, F> call) {
    call.close(Status.UNAUTHENTICATED, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
