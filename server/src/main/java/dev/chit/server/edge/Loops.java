package dev.chit.server.edge;

import com.linecorp.armeria.common.util.EventLoopGroups;
import io.netty.channel.EventLoopGroup;

/// The threads that serve connections.
final class Loops {
  private Loops() {}

  static EventLoopGroup make() {
    return EventLoopGroups.newEventLoopGroup(
        Math.max(2, Runtime.getRuntime().availableProcessors()), "edge");
  }
}
