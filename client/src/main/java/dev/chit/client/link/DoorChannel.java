package dev.chit.client.link;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Accepts so many connections at once, and puts a gate into each before anything else.
final class DoorChannel extends NioServerSocketChannel {
  private final Door door;
  private final AtomicInteger connections = new AtomicInteger();

  DoorChannel(Door door) {
    this.door = door;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int before = accepted.size();
    int result = super.doReadMessages(accepted);
    for (int i = accepted.size() - 1; i >= before; i--) {
      var connection = (Channel) accepted.get(i);
      if (connections.incrementAndGet() > LinkLimits.CONNECTIONS_MAX) {
        connections.decrementAndGet();
        accepted.remove(i);
        connection.unsafe().closeForcibly();
      } else {
        var _ = connection.closeFuture().addListener(_ -> connections.decrementAndGet());
        connection.pipeline().addFirst(new KnockGate(door));
      }
    }
    return result;
  }
}
