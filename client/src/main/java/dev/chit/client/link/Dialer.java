package dev.chit.client.link;

import dev.chit.client.connection.Transport;
import dev.chit.client.link.v1.LinkGrpc;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.people.Person;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.LinkTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.Limits;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Dials all addresses of an offer at once; the first behind which the right device proves itself
/// becomes the link.
final class Dialer {
  private static final int HEADROOM_BYTES = 1 << 10;
  private static final int WINDOW_BYTES = 1 << 20;

  /// No host name: names mean nothing here, and none is sent in the clear.
  private static final String AUTHORITY = "link";

  private final Transport transport;
  private final TlsIdentity me;
  private final AtomicLong count = new AtomicLong();

  Dialer(Transport transport, TlsIdentity me) {
    this.transport = transport;
    this.me = me;
  }

  /// Waits until a link is up. False if none comes up in time.
  ///
  /// @param whom the device that must be there
  boolean dial(
      DeviceAddress whom,
      Person person,
      List<InetSocketAddress> addresses,
      byte[] token,
      Function<DeviceAddress, Link> made)
      throws InterruptedException {
    var channels = new ArrayList<ManagedChannel>();
    @Nullable ManagedChannel winner = null;
    try {
      for (InetSocketAddress address : addresses) {
        channels.add(channel(whom, person, address, token));
      }
      winner = first(channels);
      return winner != null && open(winner, whom, made);
    } catch (SSLException e) {
      return false;
    } finally {
      for (ManagedChannel channel : channels) {
        if (!channel.equals(winner)) {
          channel.shutdownNow();
        }
      }
    }
  }

  private boolean open(
      ManagedChannel channel, DeviceAddress whom, Function<DeviceAddress, Link> made)
      throws InterruptedException {
    Link link = made.apply(whom);
    var call = channel.newCall(LinkGrpc.getOpenMethod(), CallOptions.DEFAULT);
    call.start(Pipe.dialled(link), new io.grpc.Metadata());
    link.begin(Pipe.of(call, channel::shutdownNow), ear -> carry(channel, ear));
    try {
      return link.up().get(LinkLimits.HELLO.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      link.end();
      return false;
    }
  }

  private static Pipe<PieceFrame> carry(ManagedChannel channel, Pipe.Ear<PieceFrame> ear) {
    CallOptions options = CallOptions.DEFAULT.withOnReadyThreshold(LinkLimits.PIECES_AHEAD_BYTES);
    var call = channel.newCall(LinkGrpc.getCarryMethod(), options);
    call.start(Pipe.dialled(ear), new io.grpc.Metadata());
    return Pipe.of(call, () -> {});
  }

  private ManagedChannel channel(
      DeviceAddress whom, Person person, InetSocketAddress address, byte[] token)
      throws SSLException {
    var trust =
        new LinkTrust(
            statement ->
                statement.account().equals(whom.account())
                    && statement.device() == whom.device()
                    && Door.isOf(person, statement));
    return NettyChannelBuilder.forAddress(address)
        .overrideAuthority(AUTHORITY)
        .eventLoopGroup(transport.loops())
        .channelFactory(() -> new KnockingChannel(to -> Knock.of(token, nextCount(), to)))
        .sslContext(TlsContexts.client(me, trust).build())
        .directExecutor()
        .disableRetry()
        .disableServiceConfigLookUp()
        .proxyDetector(_ -> null)
        .keepAliveTime(LinkLimits.PING_EVERY.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(LinkLimits.PING_PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .flowControlWindow(WINDOW_BYTES)
        .maxInboundMessageSize(Limits.FRAME_BYTES_MAX + HEADROOM_BYTES)
        .build();
  }

  /// Greater than any before, also of a process before this one.
  private long nextCount() {
    Instant now = Instant.now();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    return count.updateAndGet(last -> Math.max(last + 1, micros));
  }

  /// The first that is connected and has proved itself; null if none does in time.
  private static @Nullable ManagedChannel first(List<ManagedChannel> channels)
      throws InterruptedException {
    var first = new CompletableFuture<@Nullable ManagedChannel>();
    var hopes = new AtomicInteger(channels.size());
    for (ManagedChannel channel : channels) {
      watch(channel, first, hopes);
    }
    try {
      return first.get(LinkLimits.HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    }
  }

  private static void watch(
      ManagedChannel channel,
      CompletableFuture<@Nullable ManagedChannel> first,
      AtomicInteger hopes) {
    ConnectivityState state = channel.getState(true);
    switch (state) {
      case READY -> first.complete(channel);
      case TRANSIENT_FAILURE, SHUTDOWN -> {
        if (hopes.decrementAndGet() == 0) {
          first.complete(null);
        }
      }
      case IDLE, CONNECTING ->
          channel.notifyWhenStateChanged(state, () -> watch(channel, first, hopes));
    }
  }
}
