package dev.chit.bench.peer;

import dev.chit.bench.load.Meter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// One connection to a broker. It publishes to its neighbour's topic at QoS 1, and gets and
/// acknowledges what its other neighbour publishes. A place in its window is free again when the
/// broker has acknowledged the message *and* the neighbour has it: what our own server's
/// acknowledgement says.
final class MqttClient extends ChannelInboundHandlerAdapter implements PeerClient {
  private static final int PACKET_IDS = 0xffff;
  private static final int CHUNK_BYTES = 16 * 1024;

  private final String name;
  private final byte[] ownTopic;
  private final byte[] neighboursTopic;
  private final byte[] payload;
  private final int window;
  private final Meter meter;
  private final CountDownLatch subscribed;

  /// When the message under each packet id was handed over.
  private final AtomicLongArray handedOver = new AtomicLongArray(PACKET_IDS + 1);

  private ByteBuf rest = Unpooled.EMPTY_BUFFER;
  private @Nullable Channel channel;
  private @Nullable MqttClient publisher;
  private long sent;
  private long acknowledged;
  private long received;
  private long freed;
  private boolean running;

  MqttClient(
      int number, int clients, int payloadBytes, int window, Meter meter, CountDownLatch ready) {
    this.name = "bench-" + number;
    this.ownTopic = topic(number);
    this.neighboursTopic = topic((number + 1) % clients);
    this.payload = new byte[payloadBytes - Long.BYTES];
    this.window = window;
    this.meter = meter;
    this.subscribed = ready;
  }

  private static byte[] topic(int number) {
    return ("chit/bench/" + number).getBytes(StandardCharsets.US_ASCII);
  }

  /// Whose messages arrive here.
  void publisher(MqttClient client) {
    publisher = client;
  }

  /// TLS is up: say who we are.
  @Override
  public void begin(Channel open) {
    synchronized (this) {
      channel = open;
    }
    ByteBuf out = open.alloc().buffer();
    MqttPackets.connect(out, name);
    var _ = open.writeAndFlush(out, open.voidPromise());
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
    return sent - freed;
  }

  synchronized void sendOne(long dueNanos) {
    Channel to = channel;
    if (to != null) {
      ByteBuf out = to.alloc().buffer(payload.length + 64);
      publish(out, dueNanos);
      var _ = to.writeAndFlush(out, to.voidPromise());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = Unpooled.wrappedBuffer(rest, (ByteBuf) message);
    rest = Unpooled.EMPTY_BUFFER;
    ByteBuf answers = context.alloc().buffer();
    int arrived = 0;
    int acknowledgedNow = 0;
    int whole;
    while ((whole = MqttPackets.wholeLength(in)) > 0 && in.readableBytes() >= whole) {
      ByteBuf packet = in.readSlice(whole);
      switch (MqttPackets.skipHeader(packet)) {
        case MqttPackets.CONNACK -> MqttPackets.subscribe(answers, ownTopic);
        case MqttPackets.SUBACK -> subscribed.countDown();
        case MqttPackets.PUBLISH -> {
          packet.skipBytes(packet.readUnsignedShort());
          MqttPackets.puback(answers, packet.readUnsignedShort());
          meter.arrived(packet.readLong());
          arrived++;
        }
        case MqttPackets.PUBACK -> acknowledgedNow++;
        default -> meter.broken("The broker sent a packet that nobody asked for.");
      }
    }
    if (in.isReadable()) {
      rest = in.readBytes(in.readableBytes());
    }
    in.release();
    if (answers.isReadable()) {
      var _ = context.write(answers, context.voidPromise());
    } else {
      answers.release();
    }
    progress(acknowledgedNow, 0);
    MqttClient from = publisher;
    if (from != null && arrived > 0) {
      from.progress(0, arrived);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  private synchronized void progress(int acknowledgedNow, int receivedNow) {
    acknowledged += acknowledgedNow;
    received += receivedNow;
    long complete = Math.min(acknowledged, received);
    while (freed < complete) {
      freed++;
      meter.acknowledged(handedOver.get(packetId(freed)));
    }
    refill();
  }

  private void refill() {
    Channel to = channel;
    if (!running || to == null || sent - freed >= window) {
      return;
    }
    ByteBuf out = to.alloc().buffer(CHUNK_BYTES);
    while (sent - freed < window) {
      publish(out, System.nanoTime());
    }
    var _ = to.writeAndFlush(out, to.voidPromise());
  }

  private void publish(ByteBuf out, long sinceNanos) {
    int packet = packetId(++sent);
    handedOver.set(packet, sinceNanos);
    MqttPackets.publish(out, neighboursTopic, packet, Long.BYTES + payload.length);
    out.writeLong(sinceNanos).writeBytes(payload);
  }

  /// 1 to 65,535, again and again; far more than a window holds.
  private static int packetId(long number) {
    return (int) ((number - 1) % PACKET_IDS) + 1;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    rest.release();
    rest = Unpooled.EMPTY_BUFFER;
    meter.broken("The broker closed a connection.");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    meter.broken("A connection to the broker failed: " + cause.getMessage());
    ReferenceCountUtil.safeRelease(rest);
    rest = Unpooled.EMPTY_BUFFER;
    var _ = context.close();
  }
}
