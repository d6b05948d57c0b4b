package dev.chit.server.edge;

import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/// The threads that serve connections.
final class Loops {
  private static final int STOP_SECONDS = 2;

  private Loops() {}

  /// One processor is left to the ledger's writer: with a thread for each, a payment waits for it.
  static EventLoopGroup make() {
    return EventLoopGroups.builder()
        .numThreads(Math.max(1, Runtime.getRuntime().availableProcessors() - 1))
        .threadFactory(ThreadFactories.newEventLoopThreadFactory("edge", true))
        .build();
  }

  static void stop(EventLoopGroup loops) {
    loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
