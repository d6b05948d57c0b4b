package dev.chit.doors.mailbox;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: one request, one answer. Runs on the connection's event loop; what it reads is
/// asked for a read at a time, so that no more than that is held.
final class Session extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private enum Step {
    HEAD,
    FIRST,
    CONTENT,
    /// Of a request that was refused: reads it to its end, so that the refusal arrives.
    REFUSED,
    ANSWERED
  }

  private final Post post;
  private final SocketChannel channel;
  private final CompositeByteBuf held = Unpooled.compositeBuffer();
  private Step step = Step.HEAD;
  private boolean isBusy;
  private boolean isGone;

  /// Payload bytes that have not come yet, or have not been taken.
  private long left;

  private Request request = new Request(new byte[Request.ID_BYTES], 0, 0);
  private @Nullable Arriving incoming;

  Session(Post post, SocketChannel channel) {
    this.post = post;
    this.channel = channel;
    channel.config().setAutoRead(false);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    held.addComponent(true, (ByteBuf) read);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    goOn();
    ctx.fireChannelReadComplete();
  }

  /// Takes what there is, or asks for more.
  private void goOn() {
    if (isBusy || isGone) {
      return;
    }
    switch (step) {
      case HEAD -> {
        if (held.readableBytes() >= Request.HEAD_BYTES) {
          head();
          goOn();
          return;
        }
      }
      case FIRST -> {
        if (held.readableBytes() >= request.firstBytes()) {
          first();
          return;
        }
      }
      case CONTENT -> {
        if (left == 0 || held.isReadable()) {
          content();
          return;
        }
      }
      case REFUSED -> {
        int more = (int) Math.min(left, held.readableBytes());
        held.skipBytes(more).discardReadComponents();
        left -= more;
        if (left == 0) {
          answer(Reply.failed());
          return;
        }
      }
      case ANSWERED -> held.skipBytes(held.readableBytes()).discardReadComponents();
    }
    channel.read();
  }

  private void head() {
    request = Request.read(held);
    left = Math.min(request.sizeBytes(), Request.CONTENT_BYTES_MAX + Request.SEND_HEAD_BYTES);
    step = request.isFit() ? Step.FIRST : Step.REFUSED;
  }

  private void first() {
    var bytes = new byte[request.firstBytes()];
    held.readBytes(bytes).discardReadComponents();
    left -= bytes.length;
    byte[] client = request.client();
    switch (request.code()) {
      case Request.REGISTER ->
          reply(Reply.REGISTERED, post.register(channel.remoteAddress().getAddress(), bytes));
      case Request.CLIENTS ->
          then(
              post.onDisk(() -> post.clients(client)),
              listed -> {
                int size = listed.clients().remaining() + listed.members().length;
                var _ = channel.write(Reply.head(Reply.CLIENTS, size));
                answer(
                    Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(listed.clients()),
                        Unpooled.wrappedBuffer(listed.members())));
              });
      case Request.PUBLIC_KEY ->
          reply(
              Reply.PUBLIC_KEY,
              post.onDisk(() -> post.publicKey(client, bytes)).thenCompose(Function.identity()));
      case Request.SEND -> {
        long contentBytes = left;
        then(
            post.onDisk(() -> post.receive(client, bytes, contentBytes)),
            began -> {
              incoming = began;
              step = Step.CONTENT;
              goOn();
            });
      }
      default -> fetch();
    }
  }

  private void content() {
    Arriving receiving = incoming;
    if (receiving == null) {
      return;
    }
    if (left == 0) {
      reply(Reply.SENT, post.onDisk(receiving::finish).thenCompose(Function.identity()));
      return;
    }
    var bytes = new byte[(int) Math.min(left, held.readableBytes())];
    held.readBytes(bytes).discardReadComponents();
    left -= bytes.length;
    then(
        post.onDisk(
            () -> {
              receiving.append(bytes);
              return bytes.length;
            }),
        _ -> goOn());
  }

  private void reply(int code, CompletionStage<byte[]> payload) {
    then(payload, bytes -> answer(Reply.of(code, bytes)));
  }

  private interface Next<T> {
    void take(T value);
  }

  /// Goes on with the result on this connection's loop, or refuses.
  private <T> void then(CompletionStage<T> result, Next<T> next) {
    isBusy = true;
    var _ =
        result.whenComplete(
            (value, failure) ->
                channel
                    .eventLoop()
                    .execute(
                        () -> {
                          isBusy = false;
                          if (failure == null) {
                            next.take(value);
                          } else {
                            log.debug("a request was refused", failure);
                            step = Step.REFUSED;
                            goOn();
                          }
                          if (isGone && !isBusy) {
                            release();
                          }
                        }));
  }

  private void answer(ByteBuf bytes) {
    step = Step.ANSWERED;
    var _ = channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
  }

  private void fetch() {
    stopWaitingForBytes();
    isBusy = true;
    var _ =
        new Fetch(post, channel, request.client())
            .begin()
            .whenComplete(
                (_, failure) ->
                    channel
                        .eventLoop()
                        .execute(
                            () -> {
                              isBusy = false;
                              step = failure == null ? Step.ANSWERED : Step.REFUSED;
                              if (isGone) {
                                release();
                              } else if (failure != null) {
                                goOn();
                              }
                            }));
  }

  /// From here on it is the client that is waited for to take bytes.
  private void stopWaitingForBytes() {
    if (channel.pipeline().get(ReadTimeoutHandler.class) != null) {
      channel.pipeline().remove(ReadTimeoutHandler.class);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    isGone = true;
    if (!isBusy) {
      release();
    }
    ctx.fireChannelInactive();
  }

  /// What came of a message that did not come whole is forgotten.
  private void release() {
    if (held.refCnt() > 0) {
      held.release();
    }
    Arriving unfinished = incoming;
    incoming = null;
    if (unfinished != null) {
      var _ =
          post.onDisk(
              () -> {
                unfinished.close();
                return unfinished;
              });
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }
}
