package dev.chit.crypto.tls;

import dev.chit.crypto.DeviceStatement;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Two parties meet over loopback: TLS handshake, then one byte from the server, which in TLS 1.3
/// is how a client learns that its certificate was accepted. To the engines every meeting is at one
/// address, so that they resume sessions if ever they do.
record Handshake(Side server, Side client) {

  /// What one side came to know.
  ///
  /// @param failure why it ended badly, if it did
  /// @param kept whether the session holds the proven peer, so that it is not proven again
  /// @param group the key exchange's group from the ServerHello; on the client only
  record Side(
      @Nullable Throwable failure,
      String protocol,
      String application,
      Optional<DeviceStatement> peer,
      boolean kept,
      int group) {
    boolean succeeded() {
      return failure == null;
    }

    private static Side failed(Throwable failure) {
      return new Side(failure, "", "", Optional.empty(), false, 0);
    }
  }

  static Handshake between(SslContext server, SslContext client) throws Exception {
    var serverSide = new CompletableFuture<Side>();
    var clientSide = new CompletableFuture<Side>();
    var loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    try {
      Channel listener =
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel
                          .pipeline()
                          .addLast(server.newHandler(channel.alloc()), new Greeter(serverSide));
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      var address = (InetSocketAddress) listener.localAddress();
      new Bootstrap()
          .group(loops)
          .channel(NioSocketChannel.class)
          .handler(
              new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                  var hello = new ServerHello();
                  SslHandler tls = client.newHandler(channel.alloc(), "chit.example", 1);
                  channel.pipeline().addLast(hello, tls, new Guest(hello, clientSide));
                }
              })
          .connect(address)
          .sync();
      return new Handshake(
          serverSide.get(30, TimeUnit.SECONDS), clientSide.get(30, TimeUnit.SECONDS));
    } finally {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }
  }

  private static Side side(Channel channel, int group) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    var session = tls.engine().getSession();
    String application = Optional.ofNullable(tls.applicationProtocol()).orElse("");
    Optional<DeviceStatement> peer = PeerIdentity.of(session);
    boolean kept = session.getValue("dev.chit.peer") != null;
    return new Side(null, session.getProtocol(), application, peer, kept, group);
  }

  private static final class Greeter extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Side> done;

    Greeter(CompletableFuture<Side> done) {
      this.done = done;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion) {
        if (completion.isSuccess()) {
          done.complete(side(context.channel(), 0));
          var _ = context.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
        } else {
          done.complete(Side.failed(completion.cause()));
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      done.complete(Side.failed(cause));
      var _ = context.close();
    }
  }

  private static final class Guest extends ChannelInboundHandlerAdapter {
    private final ServerHello hello;
    private final CompletableFuture<Side> done;

    Guest(ServerHello hello, CompletableFuture<Side> done) {
      this.hello = hello;
      this.done = done;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      done.complete(side(context.channel(), hello.group()));
      var _ = context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion && !completion.isSuccess()) {
        done.complete(Side.failed(completion.cause()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      done.complete(Side.failed(cause));
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      done.complete(Side.failed(new SSLException("closed by the server")));
    }
  }

  /// Reads the group of the key exchange off the wire (RFC 8446 §4.1.3, §4.2.8): it is in the
  /// ServerHello, which is not encrypted.
  private static final class ServerHello extends ChannelInboundHandlerAdapter {
    private static final int RECORD_AND_HANDSHAKE_HEADERS = 9;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int KEY_SHARE = 51;

    private final ByteBuf seen = Unpooled.buffer();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var bytes = (ByteBuf) message;
      seen.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
      context.fireChannelRead(message);
    }

    int group() {
      int at = RECORD_AND_HANDSHAKE_HEADERS + VERSION_AND_RANDOM;
      at += 1 + seen.getUnsignedByte(at);
      at += 3; // cipher suite, compression
      int end = at + 2 + seen.getUnsignedShort(at);
      at += 2;
      while (at < end) {
        if (seen.getUnsignedShort(at) == KEY_SHARE) {
          return seen.getUnsignedShort(at + 4);
        }
        at += 4 + seen.getUnsignedShort(at + 2);
      }
      return 0;
    }
  }
}
