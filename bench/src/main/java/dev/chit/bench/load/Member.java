package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountId;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.sessions.LocalDevice;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.RegisterRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// An account with its keys and its own TLS connection to the server.
final class Member implements AutoCloseable {
  private static final int DEVICE = 1;
  private static final int REGISTER_SECONDS = 30;
  private static final int FLOW_CONTROL_BYTES = 1 << 20;

  private final SigningKey identity;
  private final LocalDevice device;
  private final ManagedChannel channel;

  private Member(SigningKey identity, LocalDevice device, ManagedChannel channel) {
    this.identity = identity;
    this.device = device;
    this.channel = channel;
  }

  /// Connects and opens an account of this name.
  static Member register(ServerAddress server, String name, EventLoops loops)
      throws BenchException {
    SecureRandom random = new SecureRandom();
    SigningKey identity = SigningKey.generate();
    LocalDevice device = LocalDevice.create(identity, DEVICE, random, Instant.now());
    Member member = new Member(identity, device, channel(server, device, loops));
    try {
      var _ =
          ChitGrpc.newBlockingStub(member.channel)
              .withDeadlineAfter(REGISTER_SECONDS, TimeUnit.SECONDS)
              .register(RegisterRequest.newBuilder().setName(name).build());
      return member;
    } catch (StatusRuntimeException e) {
      member.close();
      throw BenchException.failed(name + " could not be registered: " + e.getStatus(), e);
    }
  }

  private static ManagedChannel channel(ServerAddress server, LocalDevice device, EventLoops loops)
      throws BenchException {
    Fingerprint fingerprint =
        server
            .fingerprint()
            .orElseThrow(() -> new IllegalArgumentException(server + " without a fingerprint"));
    try {
      return NettyChannelBuilder.forAddress(server.host(), server.port())
          .sslContext(
              TlsContexts.client(
                      IdentityCertificate.create(device.statement(), device.deviceKey()),
                      ServerTrust.pinned(fingerprint))
                  .build())
          .eventLoopGroup(loops.group())
          .channelType(NioSocketChannel.class)
          .flowControlWindow(FLOW_CONTROL_BYTES)
          .directExecutor()
          .build();
    } catch (SSLException e) {
      throw BenchException.failed("TLS could not be set up.", e);
    }
  }

  AccountId account() {
    return AccountId.ofKey(identity.verifyKey());
  }

  SigningKey identity() {
    return identity;
  }

  LocalDevice device() {
    return device;
  }

  /// The asynchronous calls of this member; answers come on the event loop.
  ChitGrpc.ChitStub calls() {
    return ChitGrpc.newStub(channel);
  }

  @Override
  public void close() {
    var _ = channel.shutdownNow();
    identity.destroy();
  }
}
