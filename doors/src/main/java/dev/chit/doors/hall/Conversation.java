package dev.chit.doors.hall;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears one connection's messages in turn, each when the one before was answered. While it does
/// not hear, or while its answers are not read, nothing is read: no connection holds more than a
/// read's worth.
public final class Conversation extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  /// Of one message, without its end.
  public static final int MESSAGE_BYTES_MAX = 1_000;

  /// How long a message without an end waits for more of it.
  public static final Duration QUIET = Duration.ofMillis(200);

  /// How long a connection may be silent before anybody has logged in.
  public static final Duration SILENCE = Duration.ofSeconds(60);

  private final Talker talker;
  private final Messages messages;
  private @Nullable ScheduledFuture<?> quiet;
  private @Nullable ScheduledFuture<?> silence;
  private boolean heard;
  private boolean busy;
  private boolean closed;

  private Conversation(Talker talker) {
    this.talker = talker;
    this.messages = new Messages(MESSAGE_BYTES_MAX);
  }

  /// One that begins when a handshake has succeeded.
  public static Conversation secured(Talker talker) {
    return new Conversation(talker);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    watchSilence(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        greet(ctx);
      } else {
        var _ = ctx.close();
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  private void greet(ChannelHandlerContext ctx) {
    say(ctx, Answer.of(talker.greeting()));
  }

  private void watchSilence(ChannelHandlerContext ctx) {
    silence =
        ctx.executor()
            .schedule(
                () -> {
                  if (closed || (!heard && !busy && !talker.isGuest())) {
                    var _ = ctx.close();
                    return;
                  }
                  heard = false;
                  watchSilence(ctx);
                },
                SILENCE.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    if (closed) {
      ReferenceCountUtil.release(read);
      return;
    }
    heard = true;
    messages.add((ByteBuf) read);
    turn(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    turn(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  private void turn(ChannelHandlerContext ctx) {
    stopWaiting();
    if (busy || closed || !ctx.channel().isActive()) {
      return;
    }
    if (!ctx.channel().isWritable()) {
      ctx.channel().config().setAutoRead(false);
      return;
    }
    if (messages.isTooLong()) {
      say(ctx, Answer.last(talker.tooLong()));
      return;
    }
    String message = messages.next();
    if (message == null) {
      ctx.channel().config().setAutoRead(true);
      quiet = ctx.executor().schedule(() -> rest(ctx), QUIET.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    hear(ctx, message);
  }

  private void rest(ChannelHandlerContext ctx) {
    String message = busy || closed ? null : messages.rest();
    if (message != null) {
      hear(ctx, message);
    }
  }

  private void hear(ChannelHandlerContext ctx, String message) {
    busy = true;
    ctx.channel().config().setAutoRead(false);
    var _ =
        answer(message)
            .whenComplete(
                (answer, failure) -> ctx.executor().execute(() -> answered(ctx, answer, failure)));
  }

  // Whatever a talker fails of, its connection must not stay busy for good.
  @SuppressWarnings("CatchingUnchecked")
  private CompletionStage<Answer> answer(String message) {
    try {
      return talker.hear(message);
    } catch (Exception e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void answered(
      ChannelHandlerContext ctx, @Nullable Answer answer, @Nullable Throwable failure) {
    busy = false;
    if (closed) {
      talker.gone();
      return;
    }
    if (answer == null) {
      log.debug("a message was not answered", failure);
    }
    say(ctx, answer == null ? Answer.of(talker.failed()) : answer);
    turn(ctx);
  }

  private void say(ChannelHandlerContext ctx, Answer answer) {
    if (!answer.text().isEmpty()) {
      ByteBuf bytes =
          ctx.alloc().buffer().writeBytes(answer.text().getBytes(StandardCharsets.ISO_8859_1));
      var _ = ctx.writeAndFlush(bytes);
    }
    if (answer.isLast()) {
      // Who does not read this could go on writing.
      closed = true;
      ctx.channel().config().setAutoRead(false);
      var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void stopWaiting() {
    if (quiet != null) {
      quiet.cancel(false);
      quiet = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopWaiting();
    if (silence != null) {
      silence.cancel(false);
    }
    closed = true;
    messages.release();
    if (!busy) {
      talker.gone();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A reset, or bytes that are no TLS: theirs alone.
    var _ = ctx.close();
  }
}
