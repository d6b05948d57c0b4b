package dev.chit.bench.peer;

import dev.chit.bench.load.Meter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One connection to an XMPP server (RFC 6120): makes its account (XEP-0077) and logs in. Then it
/// sends messages to somebody, and asks how many the server has dealt with (XEP-0198), which it
/// says once they are in its archive.
final class XmppClient extends SimpleChannelInboundHandler<ByteBuf> implements PeerClient {
  static final String HOST = "localhost";

  private static final String PASSWORD = "bench";
  private static final String OPEN =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='"
          + HOST
          + "' version='1.0'>";
  private static final String ASK = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final Pattern COUNT = Pattern.compile("<a [^>]*\\bh='([0-9]+)'[^>]*/>");
  private static final Pattern TROUBLE =
      Pattern.compile("<failure|<failed|<stream:error|type='error'");

  private final String name;
  private final @Nullable String message;
  private final int window;
  private final Meter meter;
  private final CountDownLatch ready;
  private final StringBuilder heard = new StringBuilder();
  private Step step = Step.FEATURES;

  // Under the monitor:
  private final long[] handedOver;
  private @Nullable Channel channel;
  private long sent;
  private long done;
  private boolean running;
  private boolean ended;

  /// What the server has to say before the client goes on, and what it says then.
  private enum Step {
    FEATURES("</stream:features>"),
    REGISTERED("id='register'"),
    AUTHENTICATED("<success"),
    FEATURES_AGAIN("</stream:features>"),
    BOUND("id='bind'"),
    COUNTING("<enabled"),
    READY("");

    private final String awaited;

    Step(String awaited) {
      this.awaited = awaited;
    }
  }

  private XmppClient(
      String name, @Nullable String message, int window, Meter meter, CountDownLatch ready) {
    this.name = name;
    this.message = message;
    this.window = window;
    this.meter = meter;
    this.ready = ready;
    this.handedOver = new long[window];
  }

  /// Has an account afterwards, and is ready once it has.
  static XmppClient thatGoesAway(String name, Meter meter, CountDownLatch ready) {
    return new XmppClient(name, null, 1, meter, ready);
  }

  static XmppClient thatSends(
      String name, String to, String body, int window, Meter meter, CountDownLatch ready) {
    String message =
        "<message to='%s@%s' type='chat'><body>%s</body></message>".formatted(to, HOST, body);
    return new XmppClient(name, message, window, meter, ready);
  }

  /// TLS is up: open the stream.
  @Override
  public synchronized void begin(Channel open) {
    channel = open;
    say(OPEN);
  }

  @Override
  public synchronized void run() {
    running = true;
    refill();
  }

  @Override
  public synchronized void pause() {
    running = false;
  }

  @Override
  public synchronized long underWay() {
    return sent - done;
  }

  /// The connection will be closed, which is no trouble from now on.
  synchronized void end() {
    ended = true;
  }

  @Override
  protected synchronized void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    heard.append(bytes.toString(StandardCharsets.UTF_8));
    if (TROUBLE.matcher(heard).find()) {
      meter.broken("The server says: " + heard);
    } else if (step == Step.READY) {
      count();
    } else if (heard.indexOf(step.awaited) >= 0 && heard.charAt(heard.length() - 1) == '>') {
      heard.setLength(0);
      next();
    }
  }

  private void next() {
    switch (step) {
      case FEATURES ->
          go(
              Step.REGISTERED,
              "<iq type='set' id='register'><query xmlns='jabber:iq:register'><username>%s</username><password>%s</password></query></iq>"
                  .formatted(name, PASSWORD));
      case REGISTERED -> {
        if (message == null) {
          ended = true;
          ready.countDown();
        } else {
          go(
              Step.AUTHENTICATED,
              "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
                  .formatted(plain()));
        }
      }
      case AUTHENTICATED -> go(Step.FEATURES_AGAIN, OPEN);
      case FEATURES_AGAIN ->
          go(
              Step.BOUND,
              "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
      case BOUND -> go(Step.COUNTING, "<enable xmlns='urn:xmpp:sm:3'/>");
      case COUNTING -> {
        step = Step.READY;
        ready.countDown();
      }
      case READY -> throw new IllegalStateException("there is nothing after the last step");
    }
  }

  private void go(Step to, String saying) {
    step = to;
    say(saying);
  }

  private String plain() {
    byte[] both = ("\0" + name + "\0" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  private void count() {
    Matcher counts = COUNT.matcher(heard);
    int through = 0;
    while (counts.find()) {
      through = counts.end();
      for (long all = Long.parseLong(counts.group(1)); done < all; done++) {
        meter.acknowledged(handedOver[(int) (done % window)]);
      }
    }
    heard.delete(0, through);
    refill();
  }

  private void refill() {
    if (!running || message == null || sent - done >= window) {
      return;
    }
    var all = new StringBuilder();
    long now = System.nanoTime();
    while (sent - done < window) {
      handedOver[(int) (sent++ % window)] = now;
      all.append(message).append(ASK);
    }
    say(all.toString());
  }

  private void say(String what) {
    Channel to = channel;
    if (to != null) {
      ByteBuf bytes = to.alloc().buffer(what.length());
      bytes.writeCharSequence(what, StandardCharsets.UTF_8);
      var _ = to.writeAndFlush(bytes, to.voidPromise());
    }
  }

  @Override
  public synchronized void channelInactive(ChannelHandlerContext context) {
    if (!ended) {
      meter.broken("ejabberd closed a connection.");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    meter.broken("A connection to ejabberd failed: " + cause.getMessage());
    var _ = context.close();
  }
}
