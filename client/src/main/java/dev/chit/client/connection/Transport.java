package dev.chit.client.connection;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// The threads that connections share. Each [ServerChannel] lives on one of them.
public final class Transport implements AutoCloseable {
  private final EventLoopGroup group;

  /// @param threads 1 serves some thousand connections
  public Transport(int threads) {
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("chit-io", true), NioIoHandler.newFactory());
  }

  /// For what is no [ServerChannel].
  public EventLoopGroup loops() {
    return group;
  }

  EventLoop next() {
    return group.next();
  }

  /// Ends the threads; channels must be closed before.
  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
