package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ChitException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.RawConnection;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.core.AccountId;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.sessions.LocalDevice;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.RegisterRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/// An account with its keys and its own TLS connection to the server.
final class Member implements AutoCloseable {
  private static final int DEVICE = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SigningKey identity;
  private final LocalDevice device;
  private final ServerChannel channel;

  private Member(SigningKey identity, LocalDevice device, ServerChannel channel) {
    this.identity = identity;
    this.device = device;
    this.channel = channel;
  }

  /// Connects and opens an account of this name.
  static Member register(ServerAddress server, String name, Transport transport)
      throws BenchException, InterruptedException {
    SigningKey identity = SigningKey.generate();
    LocalDevice device = LocalDevice.create(identity, DEVICE, new SecureRandom(), Instant.now());
    try {
      Member member = new Member(identity, device, channel(server, device, transport));
      try {
        var request = RegisterRequest.newBuilder().setName(name).build();
        var _ = member.channel.call(ChitGrpc.getRegisterMethod(), request, PATIENCE);
        return member;
      } catch (ChitException | InterruptedException e) {
        member.close();
        throw e;
      }
    } catch (ChitException e) {
      throw BenchException.failed(name + " could not be registered: " + e.getMessage(), e);
    }
  }

  private static ServerChannel channel(
      ServerAddress server, LocalDevice device, Transport transport) throws ChitException {
    Fingerprint fingerprint =
        server
            .fingerprint()
            .orElseThrow(() -> new IllegalArgumentException(server + " without a fingerprint"));
    return ServerChannel.open(
        transport,
        server,
        IdentityCertificate.create(device.statement(), device.deviceKey()),
        ServerTrust.pinned(fingerprint));
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

  /// Opens its stream; the listener is called on the event loop.
  RawConnection connect(RawConnection.Listener listener) {
    return channel.connect(Hello.newBuilder().setClientVersion("bench").build(), listener);
  }

  @Override
  public void close() {
    channel.close();
    identity.destroy();
  }
}
