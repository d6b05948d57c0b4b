package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.Send;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that knows the protocol and nothing else.
final class TestClient implements AutoCloseable {
  private final TestIdentity identity;
  private final SslContext tls;
  private final ManagedChannel channel;
  private @Nullable VerifyKey logKey;

  TestClient(TestIdentity identity, int port, Fingerprint fingerprint) {
    this.identity = identity;
    try {
      this.tls = TlsContexts.client(identity.tls(), ServerTrust.pinned(fingerprint)).build();
    } catch (javax.net.ssl.SSLException e) {
      throw new IllegalStateException(e);
    }
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .sslContext(tls)
            .maxInboundMessageSize(2 << 20)
            .build();
  }

  TestIdentity identity() {
    return identity;
  }

  AccountId account() {
    return identity.account();
  }

  ManagedChannel channel() {
    return channel;
  }

  SslContext tls() {
    return tls;
  }

  ChitGrpc.ChitBlockingStub calls() {
    return ChitGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  AdminGrpc.AdminBlockingStub admin() {
    return AdminGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  RegisterReply register(String name) {
    return register(name, "");
  }

  RegisterReply register(String name, String invite) {
    RegisterReply reply =
        calls().register(RegisterRequest.newBuilder().setName(name).setInvite(invite).build());
    logKey = VerifyKey.of(reply.getLedger().getLogKey().toByteArray());
    return reply;
  }

  LedgerId ledger() {
    return LedgerId.ofKey(logKey());
  }

  VerifyKey logKey() {
    if (logKey == null) {
      throw new IllegalStateException("not registered");
    }
    return logKey;
  }

  /// A chit to somebody, signed.
  ByteString chit(AccountId payee, long minor) {
    return ByteString.copyFrom(identity.chit(ledger(), payee, minor));
  }

  static Send send(long request, AccountId to, String text) {
    return Send.newBuilder()
        .setRequest(request)
        .setRecipient(Ids.bytes(to))
        .setDevice(1)
        .setId(ByteString.copyFrom(TestIdentity.bytes(16)))
        .setEnvelope(ByteString.copyFromUtf8(text))
        .build();
  }

  TestStream connect() {
    return connect(0);
  }

  TestStream connect(long nextEvent) {
    return new TestStream(this, nextEvent);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
