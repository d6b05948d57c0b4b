package dev.chit.client.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Function;

/// A connection that knocks as soon as it is up, before TLS begins.
final class KnockingChannel extends NioSocketChannel {
  KnockingChannel(Function<InetSocketAddress, byte[]> knock) {
    pipeline()
        .addFirst(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelActive(ChannelHandlerContext context) {
                var _ = context.writeAndFlush(Unpooled.wrappedBuffer(knock.apply(remoteAddress())));
                context.fireChannelActive();
              }
            });
  }
}
