package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.load.Load;
import dev.chit.bench.load.Meter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Clients of a peer over TLS, each with a connection.
abstract sealed class PeerLoad<C extends PeerClient> implements Load permits MqttLoad, XmppLoad {
  private static final int PATIENCE_SECONDS = 60;

  private final String peer;
  private final int port;
  private final SslContext tls;
  private final EventLoops loops = new EventLoops();
  private final Meter meter = new Meter();
  private final List<C> clients = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();

  /// @param peer what it is called in sentences
  PeerLoad(String peer, int port, SslContext tls) {
    this.peer = peer;
    this.port = port;
    this.tls = tls;
  }

  /// Connects the clients; closed if that fails.
  final void open() throws BenchException, InterruptedException {
    try {
      connectAll();
    } catch (BenchException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /// Connects the clients and waits until they can work.
  abstract void connectAll() throws BenchException, InterruptedException;

  /// Connects one that works from now on.
  final void add(C client) throws BenchException, InterruptedException {
    clients.add(client);
    channels.add(connect(client));
  }

  final Channel connect(C client) throws BenchException, InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()), client);
                  }
                });
    try {
      Channel channel = bootstrap.connect("127.0.0.1", port).sync().channel();
      channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
      client.begin(channel);
      return channel;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw BenchException.failed("No connection to " + peer + ": " + e.getMessage(), e);
    }
  }

  /// @param what all of them do
  final void await(CountDownLatch all, String what) throws BenchException, InterruptedException {
    if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw BenchException.failed(
          all.getCount() + " clients of " + peer + " could not " + what + ".");
    }
  }

  final List<C> each() {
    return clients;
  }

  @Override
  public final Meter meter() {
    return meter;
  }

  @Override
  public final int clients() {
    return clients.size();
  }

  @Override
  public final void run() {
    clients.forEach(PeerClient::run);
  }

  @Override
  public final void pause() {
    clients.forEach(PeerClient::pause);
  }

  @Override
  public final long underWay() {
    return clients.stream().mapToLong(PeerClient::underWay).sum();
  }

  @Override
  public void close() {
    for (Channel channel : channels) {
      var _ = channel.close();
    }
    loops.close();
  }
}
