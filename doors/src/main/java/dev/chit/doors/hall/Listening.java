package dev.chit.doors.hall;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// A port that a door listens on, with a bound on its connections: more are closed at once.
public final class Listening implements AutoCloseable {
  public static final int CONNECTIONS_MAX = 4_096;
  private static final int BACKLOG = 1_024;

  private final Channel server;
  private final ChannelGroup connections;
  private final Runnable last;

  private Listening(Channel server, ChannelGroup connections, Runnable last) {
    this.server = server;
    this.connections = connections;
    this.last = last;
  }

  /// @param door puts its handlers into a new connection's pipeline
  /// @throws IOException if the address cannot be listened on
  public static Listening on(InetSocketAddress address, Hall hall, Consumer<SocketChannel> door)
      throws IOException {
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    var bound =
        new ServerBootstrap()
            .group(hall.loops())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (connections.size() >= CONNECTIONS_MAX) {
                      var _ = channel.close();
                      return;
                    }
                    connections.add(channel);
                    door.accept(channel);
                    channel.pipeline().addLast(new Quiet());
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address.getHostString() + ":" + address.getPort(), bound.cause());
    }
    return new Listening(bound.channel(), connections, () -> {});
  }

  /// The same, which does something when it has been closed.
  public Listening andThen(Runnable whenClosed) {
    return new Listening(server, connections, whenClosed);
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /// Stops listening and ends all connections.
  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    last.run();
  }

  /// What a connection fails of is its own affair, and nothing to log.
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }
}
