package dev.chit.server.edge;

import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/// The threads that serve connections.
final class Loops {
  private static final int STOP_SECONDS = 2;

  private Loops() {}

  static EventLoopGroup make() {
    return EventLoopGroups.builder()
        .numThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
        .threadFactory(ThreadFactories.newEventLoopThreadFactory("edge", true))
        .build();
  }

  static void stop(EventLoopGroup loops) {
    loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
