package dev.chit.doors.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Time is the channel's own, and goes on when the test says so.
class ConversationTest {
  private final Listener listener = new Listener();
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    var made = new EmbeddedChannel();
    made.freezeTime();
    made.pipeline().addLast(Conversation.secured(listener));
    made.pipeline().fireChannelActive();
    return made;
  }

  private static final class Listener implements Talker {
    final List<String> heard = new ArrayList<>();
    @Nullable CompletableFuture<Answer> slow;
    boolean isGuest;
    boolean isGone;
    boolean isBroken;
    boolean isLeaving;

    @Override
    public String greeting() {
      return "hello";
    }

    @Override
    public CompletionStage<Answer> hear(String message) {
      heard.add(message);
      if (isBroken) {
        throw new IllegalStateException("a defect");
      }
      if (isLeaving) {
        return CompletableFuture.completedStage(Answer.last("bye"));
      }
      return slow == null
          ? CompletableFuture.completedStage(Answer.of("you said " + message))
          : slow;
    }

    @Override
    public String tooLong() {
      return "too long";
    }

    @Override
    public String failed() {
      return "failed";
    }

    @Override
    public boolean isGuest() {
      return isGuest;
    }

    @Override
    public void gone() {
      isGone = true;
    }
  }

  private void write(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    channel.runPendingTasks();
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    // Once more for what the timers began.
    channel.runPendingTasks();
  }

  /// Empty if nothing was written.
  private String read() {
    @Nullable ByteBuf bytes = channel.readOutbound();
    return bytes == null ? "" : bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void theGreetingComesWhenTheHandshakeHasSucceeded() {
    assertEquals("", read());
    channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    assertEquals("hello", read());
  }

  @Test
  void aMessageWithoutEndIsWholeHoweverItIsSplit() {
    String message = "alice#70";
    for (int at = 1; at < message.length(); at++) {
      write(message.substring(0, at));
      pass(Conversation.QUIET.toMillis() - 1);
      write(message.substring(at));
      assertEquals("", read());
      pass(Conversation.QUIET.toMillis());
      assertEquals("you said alice#70", read());
    }
    assertEquals(message.length() - 1, listener.heard.size());
  }

  @Test
  void endsOfAllKindsMergedAreEachTheEndOfOne() {
    write("\0\0one\ntwo\r\nthree\0\0\0four\n\0");
    assertEquals(List.of("one", "two", "three", "four"), listener.heard);
    write("five" + "\0".repeat(996));
    assertEquals("five", listener.heard.getLast());
    pass(10_000);
    assertEquals(5, listener.heard.size());
  }

  @Test
  void aMessageHasAThousandBytesAndNoMore() {
    write("x".repeat(Conversation.MESSAGE_BYTES_MAX) + "\n");
    assertEquals(1, listener.heard.size());
    assertTrue(channel.isOpen());
    var _ = read();
    write("x".repeat(Conversation.MESSAGE_BYTES_MAX));
    assertEquals("", read());
    write("x");
    assertEquals("too long", read());
    channel.runPendingTasks();
    assertFalse(channel.isOpen());
    assertTrue(listener.isGone);
  }

  @Test
  void theNextIsHeardWhenTheLastWasAnswered() {
    var slow = new CompletableFuture<Answer>();
    listener.slow = slow;
    write("one\ntwo\n");
    assertEquals(List.of("one"), listener.heard);
    listener.slow = null;
    slow.complete(Answer.of("at last"));
    channel.runPendingTasks();
    assertEquals("at last", read());
    assertEquals("you said two", read());
  }

  @Test
  void whoGoesWhileSomethingIsUnderWayIsGoneWhenItHasEnded() {
    var slow = new CompletableFuture<Answer>();
    listener.slow = slow;
    write("one\n");
    var _ = channel.close();
    channel.runPendingTasks();
    assertFalse(listener.isGone);
    slow.completeExceptionally(new IllegalStateException("the server stops"));
    channel.runPendingTasks();
    assertTrue(listener.isGone);
  }

  @Test
  void aTalkerThatBreaksIsAFailureAndTheNextIsHeard() {
    listener.isBroken = true;
    write("one\n");
    assertEquals("failed", read());
    listener.isBroken = false;
    write("two\n");
    assertEquals("you said two", read());
    listener.isBroken = true;
    write("three\n");
    var _ = channel.close();
    channel.runPendingTasks();
    assertTrue(listener.isGone);
  }

  @Test
  void nothingIsHeldOfWhoWritesOnAndDoesNotReadTheLastAnswer() {
    var writes = new Stuck();
    channel.pipeline().addFirst(writes);
    listener.isLeaving = true;
    write("bye\n");
    assertTrue(channel.isOpen(), "it was to be stuck");
    assertFalse(channel.config().isAutoRead());
    ByteBuf more = Unpooled.copiedBuffer("x".repeat(500), StandardCharsets.ISO_8859_1);
    channel.writeInbound(more);
    assertEquals(0, more.refCnt());
    assertEquals(List.of("bye"), listener.heard);
    listener.isGuest = true;
    pass(Conversation.SILENCE.toMillis());
    assertFalse(channel.isOpen());
    assertTrue(listener.isGone);
  }

  /// Keeps what is written, as for one who does not read.
  private static final class Stuck extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
      ReferenceCountUtil.release(written);
    }
  }

  @Test
  void silenceIsBornFromThoseWhoAreLoggedIn() {
    listener.isGuest = true;
    pass(Conversation.SILENCE.toMillis() * 3);
    assertTrue(channel.isOpen());
    listener.isGuest = false;
    pass(Conversation.SILENCE.toMillis());
    assertFalse(channel.isOpen());
  }
}
