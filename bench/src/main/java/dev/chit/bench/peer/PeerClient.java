package dev.chit.bench.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/// One connection to a peer, and the window of items that it keeps under way.
interface PeerClient extends ChannelHandler {
  /// TLS is up: say who we are.
  void begin(Channel open);

  void run();

  void pause();

  long underWay();
}
