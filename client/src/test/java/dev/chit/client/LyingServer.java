package dev.chit.client;

import com.google.protobuf.MessageLite;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.ClientTrust;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.wire.Refusal;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// A malicious server, met by one member: it has the log's key, does what real servers do by having
/// them do it, and changes what it likes. Calls go on as that member, whose device key the test
/// holds.
final class LyingServer implements AutoCloseable {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final TlsIdentity member;
  private final VerifyKey logKey;
  private final Fingerprint fingerprint;
  private final Server server;
  private final Map<String, UnaryOperator<byte[]>> lies = new ConcurrentHashMap<>();
  private final Map<String, byte[]> questions = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
  private final Map<String, ManagedChannel> ways = new ConcurrentHashMap<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private volatile ManagedChannel usual;

  /// @param data of a server whose log key it has
  /// @param member who is going to come
  /// @param port of the server that does the work
  LyingServer(Path data, TlsIdentity member, int port) throws Exception {
    SigningKey key = SigningKey.load(data.resolve("log.key"));
    this.member = member;
    this.logKey = key.verifyKey();
    this.fingerprint = Fingerprint.ofKey(logKey);
    this.usual = channel(port);
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                TlsContexts.server(ServerCertificate.create(key), new ClientTrust()).build())
            .maxInboundMessageSize(2 << 20)
            .fallbackHandlerRegistry(
                new HandlerRegistry() {
                  @Override
                  public ServerMethodDefinition<byte[], byte[]> lookupMethod(
                      String name, String authority) {
                    var method =
                        MethodDescriptor.newBuilder(BYTES, BYTES)
                            .setFullMethodName(name)
                            .setType(MethodDescriptor.MethodType.UNKNOWN)
                            .build();
                    return ServerMethodDefinition.create(method, (call, _) -> relay(call));
                  }
                })
            .build()
            .start();
  }

  private ManagedChannel channel(int port) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .sslContext(TlsContexts.client(member, ServerTrust.pinned(fingerprint)).build())
            .maxInboundMessageSize(2 << 20)
            .build();
    channels.add(channel);
    return channel;
  }

  /// Where the member finds it.
  ServerAddress address() {
    return new ServerAddress("127.0.0.1", server.getPort(), Optional.of(fingerprint));
  }

  VerifyKey logKey() {
    return logKey;
  }

  String origin() {
    return Checkpoint.originOf(LedgerId.ofKey(logKey));
  }

  /// From now on another server does the work; connections end.
  void turnTo(int port) throws Exception {
    ManagedChannel before = usual;
    usual = channel(port);
    before.shutdownNow();
  }

  /// Has one call answered by another server.
  void turnTo(int port, List<MethodDescriptor<?, ?>> methods) throws Exception {
    ManagedChannel other = channel(port);
    methods.forEach(method -> ways.put(method.getFullMethodName(), other));
  }

  /// Changes every answer to a call.
  <A extends MessageLite> void lie(MethodDescriptor<?, A> method, UnaryOperator<A> lie) {
    lies.put(
        method.getFullMethodName(),
        bytes -> lie.apply(method.parseResponse(new ByteArrayInputStream(bytes))).toByteArray());
  }

  /// Asks the real server something else than the member asked.
  <Q extends MessageLite> void askInstead(MethodDescriptor<Q, ?> method, Q question) {
    questions.put(method.getFullMethodName(), question.toByteArray());
  }

  /// Refuses every call.
  void refuse(MethodDescriptor<?, ?> method, String code) {
    refusals.put(method.getFullMethodName(), new Refusal(code, "No."));
  }

  /// Tells the truth again.
  void repent() {
    lies.clear();
    questions.clear();
    refusals.clear();
    ways.clear();
  }

  private ServerCall.Listener<byte[]> relay(ServerCall<byte[], byte[]> down) {
    MethodDescriptor<byte[], byte[]> method = down.getMethodDescriptor();
    String name = method.getFullMethodName();
    Refusal refusal = refusals.get(name);
    if (refusal != null) {
      down.close(refusal.status(), refusal.trailers());
      return new ServerCall.Listener<>() {};
    }
    ClientCall<byte[], byte[]> up =
        ways.getOrDefault(name, usual).newCall(method, CallOptions.DEFAULT);
    up.start(new Answers(down, up, name), new Metadata());
    up.request(1);
    down.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(byte[] message) {
        up.sendMessage(questions.getOrDefault(name, message));
        down.request(1);
      }

      @Override
      public void onHalfClose() {
        up.halfClose();
      }

      @Override
      public void onCancel() {
        up.cancel("gone", null);
      }
    };
  }

  private final class Answers extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> down;
    private final ClientCall<byte[], byte[]> up;
    private final String method;
    private boolean begun;

    Answers(ServerCall<byte[], byte[]> down, ClientCall<byte[], byte[]> up, String method) {
      this.down = down;
      this.up = up;
      this.method = method;
    }

    @Override
    public void onMessage(byte[] message) {
      if (!begun) {
        begun = true;
        down.sendHeaders(new Metadata());
      }
      down.sendMessage(lies.getOrDefault(method, UnaryOperator.identity()).apply(message));
      up.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      down.close(status, trailers);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
