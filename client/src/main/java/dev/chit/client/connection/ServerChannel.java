package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.KeepAlive;
import dev.chit.client.ServerAddress;
import dev.chit.client.UnreachableException;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.crypto.tls.TlsEngine;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Hello;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// One TLS connection to a server, authenticated at both ends: TLS 1.3, hybrid key exchange,
/// HTTP/2. It is not made anew when it breaks; [Connection] does that with a new channel.
///
/// ```java
/// try (var transport = new Transport(2);
///     var channel = ServerChannel.open(transport, address, me, ServerTrust.pinned(fingerprint))) {
///   channel.call(ChitGrpc.getHealthMethod(), HealthRequest.getDefaultInstance(), patience);
/// }
/// ```
public final class ServerChannel implements AutoCloseable {
  private static final int WINDOW_BYTES = 4 << 20;
  private static final int HEADROOM_BYTES = 1 << 10;
  private static final int READY_BELOW_BYTES = 1 << 20;

  private final ManagedChannel channel;
  private final EventLoop loop;

  private ServerChannel(ManagedChannel channel, EventLoop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /// Loads what a channel takes; connects to nobody.
  public static void prepare() {
    var _ = TlsEngine.best();
    var _ = ChitGrpc.getConnectMethod();
    var _ = NettyChannelBuilder.forAddress("localhost", 1).usePlaintext().build().shutdownNow();
  }

  /// As [#open(Transport, ServerAddress, TlsIdentity, ServerTrust, KeepAlive)], with the usual
  /// times.
  public static ServerChannel open(
      Transport transport, ServerAddress address, TlsIdentity me, ServerTrust trust)
      throws UnreachableException {
    return open(transport, address, me, trust, KeepAlive.DEFAULT);
  }

  /// Connects at the first call.
  ///
  /// @throws UnreachableException if the TLS engine cannot be set up
  public static ServerChannel open(
      Transport transport,
      ServerAddress address,
      TlsIdentity me,
      ServerTrust trust,
      KeepAlive keepAlive)
      throws UnreachableException {
    EventLoop loop = transport.next();
    try {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(address.host(), address.port())
              .eventLoopGroup(loop)
              .channelType(NioSocketChannel.class)
              .sslContext(TlsContexts.client(me, trust).build())
              .directExecutor()
              .disableRetry()
              .disableServiceConfigLookUp()
              .keepAliveTime(keepAlive.every().toNanos(), TimeUnit.NANOSECONDS)
              .keepAliveTimeout(keepAlive.patience().toNanos(), TimeUnit.NANOSECONDS)
              .flowControlWindow(WINDOW_BYTES)
              .maxInboundMessageSize(Limits.FRAME_BYTES_MAX + HEADROOM_BYTES)
              .build();
      return new ServerChannel(channel, loop);
    } catch (SSLException e) {
      throw new UnreachableException("This machine cannot speak TLS 1.3 as needed.", e);
    }
  }

  /// Calls a unary method and waits for the answer.
  ///
  /// @throws dev.chit.client.ChitRefusedException by a rule of the server
  /// @throws UnreachableException without an answer within the patience
  /// @throws dev.chit.client.NotTrustedException if the server is not the trusted one
  public <Q, R> R call(MethodDescriptor<Q, R> method, Q request, Duration patience)
      throws ChitException, InterruptedException {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
    var answer = ClientCalls.futureUnaryCall(channel.newCall(method, options), request);
    try {
      return answer.get(patience.toNanos() + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException("The server did not answer in time.", e);
    } finally {
      answer.cancel(true);
    }
  }

  /// Calls a method that answers with a stream. Close it in the end.
  ///
  /// @param patience how long to wait for each message
  public <Q, R> MessageStream<R> stream(
      MethodDescriptor<Q, R> method, Q request, Duration patience) {
    return MessageStream.start(channel.newCall(method, CallOptions.DEFAULT), request, patience);
  }

  /// Calls a method that takes a stream. Close it in the end.
  ///
  /// @param patience how long to wait for the server to take a message, and for its answer
  public <Q, R> MessageSink<Q, R> upload(MethodDescriptor<Q, R> method, Duration patience) {
    CallOptions options = CallOptions.DEFAULT.withOnReadyThreshold(READY_BELOW_BYTES);
    return MessageSink.start(channel.newCall(method, options), patience);
  }

  /// Opens the two-way stream. Of several on one channel the server keeps the newest.
  public RawConnection connect(Hello hello, RawConnection.Listener listener) {
    return connect(ClientFrame.newBuilder().setHello(hello).build(), listener);
  }

  /// As [#connect(Hello, RawConnection.Listener)].
  ///
  /// @param first holds the hello, and what is to hold from the beginning
  public RawConnection connect(ClientFrame first, RawConnection.Listener listener) {
    CallOptions options = CallOptions.DEFAULT.withOnReadyThreshold(READY_BELOW_BYTES);
    return RawConnection.start(
        channel.newCall(ChitGrpc.getConnectMethod(), options), loop, first, listener);
  }

  /// Goes to where two devices meet. Close it in the end.
  ///
  /// @param place 16 bytes
  /// @param waits whether to wait there for the other; else that one waits already
  public MeetingStream meet(byte[] place, boolean waits) {
    return MeetingStream.start(
        channel.newCall(ChitGrpc.getMeetDeviceMethod(), CallOptions.DEFAULT), place, waits);
  }

  /// Ends everything that is under way.
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
