package dev.chit.client.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/// Stands before TLS on an accepted connection: without a good knock it is closed, and nothing was
/// said.
final class KnockGate extends ChannelInboundHandlerAdapter {
  private final Door door;
  private final ByteBuffer knock = ByteBuffer.allocate(Knock.LENGTH);
  private boolean open;

  KnockGate(Door door) {
    this.door = door;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  if (!open) {
                    var _ = context.close();
                  }
                },
                LinkLimits.HANDSHAKE.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (open || !(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    int taken = Math.min(knock.remaining(), bytes.readableBytes());
    knock.limit(knock.position() + taken);
    bytes.readBytes(knock);
    knock.limit(Knock.LENGTH);
    if (knock.hasRemaining()) {
      ReferenceCountUtil.release(bytes);
    } else if (context.channel().localAddress() instanceof InetSocketAddress here
        && door.opensTo(knock, here)) {
      open = true;
      context.fireChannelRead(bytes);
    } else {
      ReferenceCountUtil.release(bytes);
      var _ = context.close();
    }
  }
}
