package dev.chit.client.connection;

import com.google.protobuf.MessageLite;
import dev.chit.client.ChitException;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Fanout;
import dev.chit.wire.v1.PresenceTerms;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The two-way stream as it is: frames with envelopes and chits, out and in, nothing kept and
/// nothing retried. What is handed over while the event loop is busy leaves in one frame, up to 64
/// items and 1 MiB; no timer is involved.
///
/// Methods may be called by any thread, and never block.
public final class RawConnection {
  /// Items that wait to be sent; one more is not taken.
  public static final int QUEUED_MAX = 8_192;

  /// Bytes that wait to be sent; not exceeded by more than one item.
  public static final int QUEUED_BYTES_MAX = 16 << 20;

  /// What an item adds to a frame beside its own bytes, at most: tag and length.
  private static final int ITEM_OVERHEAD_BYTES = 8;

  private static final int FRAME_HEADROOM_BYTES = 64;

  private final ClientCall<ClientFrame, ServerFrame> call;
  private final EventLoop loop;
  private final Queue<MessageLite> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger queuedBytes = new AtomicInteger();
  private final AtomicLong deliveredThrough = new AtomicLong();
  private final AtomicReference<@Nullable PresenceTerms> terms = new AtomicReference<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean ended;

  /// Of the event loop only.
  private long acknowledged;

  private boolean finishing;

  /// Called on the event loop, one call at a time; must not block.
  public interface Listener {
    /// A frame arrived. Another one follows once [#request] has allowed it.
    void onFrame(RawConnection connection, ServerFrame frame);

    /// The stream is over: nothing more is sent or received.
    ///
    /// @param reason null if both ends ended it in peace
    void onEnd(RawConnection connection, @Nullable ChitException reason);
  }

  private RawConnection(ClientCall<ClientFrame, ServerFrame> call, EventLoop loop) {
    this.call = call;
    this.loop = loop;
  }

  static RawConnection start(
      ClientCall<ClientFrame, ServerFrame> call,
      EventLoop loop,
      ClientFrame first,
      Listener listener) {
    var connection = new RawConnection(call, loop);
    call.start(connection.new Calls(listener), new Metadata());
    call.sendMessage(first);
    return connection;
  }

  /// Hands an envelope over. False if the queue is full or the stream over: then nothing was taken.
  public boolean send(Send send) {
    return offer(send);
  }

  /// Hands an envelope for many over. False if the queue is full or the stream over: then nothing
  /// was taken.
  public boolean fanOut(Fanout fanout) {
    return offer(fanout);
  }

  /// Presents a chit. False if the queue is full or the stream over: then nothing was taken.
  public boolean settle(Settle settle) {
    return offer(settle);
  }

  /// Tells the server that deliveries up to and including this number are on disk.
  public void acknowledge(long through) {
    deliveredThrough.accumulateAndGet(through, Math::max);
    schedule();
  }

  /// Has the server go by other presence terms; of several that wait only the newest leave.
  public void presence(PresenceTerms newest) {
    terms.set(newest);
    schedule();
  }

  /// Allows so many frames more to arrive.
  public void request(int frames) {
    call.request(frames);
  }

  /// Sends what is queued, then says goodbye; [Listener#onEnd] follows.
  public void finish() {
    loop.execute(
        () -> {
          finishing = true;
          drain();
        });
  }

  /// Ends the stream at once.
  public void cancel() {
    loop.execute(() -> call.cancel("closed by this client", null));
  }

  private boolean offer(MessageLite item) {
    if (ended || queuedBytes.get() >= QUEUED_BYTES_MAX) {
      return false;
    }
    if (queued.incrementAndGet() > QUEUED_MAX) {
      queued.decrementAndGet();
      return false;
    }
    queuedBytes.addAndGet(item.getSerializedSize());
    queue.add(item);
    schedule();
    return true;
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      loop.execute(this::drain);
    }
  }

  private void drain() {
    scheduled.set(false);
    while (!ended && call.isReady()) {
      ClientFrame frame = nextFrame();
      if (frame == null) {
        if (finishing) {
          finishing = false;
          call.halfClose();
        }
        return;
      }
      call.sendMessage(frame);
    }
  }

  private @Nullable ClientFrame nextFrame() {
    PresenceTerms newest = terms.getAndSet(null);
    if (newest != null) {
      return ClientFrame.newBuilder().setPresence(newest).build();
    }
    ClientFrame.Builder frame = null;
    int bytes = FRAME_HEADROOM_BYTES;
    int recipients = 0;
    for (int items = 0; items < Limits.FRAME_ITEMS_MAX; items++) {
      MessageLite item = queue.peek();
      if (item == null) {
        break;
      }
      int size = item.getSerializedSize();
      bytes += size + ITEM_OVERHEAD_BYTES;
      recipients += recipients(item);
      boolean full = bytes > Limits.FRAME_BYTES_MAX || recipients > Limits.FANOUT_RECIPIENTS_MAX;
      if (full && frame != null) {
        break;
      }
      frame = frame == null ? ClientFrame.newBuilder() : frame;
      add(item, frame);
      queue.remove();
      queued.decrementAndGet();
      queuedBytes.addAndGet(-size);
    }
    long through = deliveredThrough.get();
    if (through > acknowledged) {
      acknowledged = through;
      frame = (frame == null ? ClientFrame.newBuilder() : frame).setDeliveredThrough(through);
    }
    return frame == null ? null : frame.build();
  }

  private static void add(MessageLite item, ClientFrame.Builder frame) {
    switch (item) {
      case Send send -> frame.addSends(send);
      case Settle settle -> frame.addSettles(settle);
      case Fanout fanout -> frame.addFanouts(fanout);
      default -> throw new IllegalStateException("only sends, settles and fanouts are queued");
    }
  }

  private static int recipients(MessageLite item) {
    return item instanceof Fanout fanout
        ? fanout.getRecipients().size() / Limits.FANOUT_RECIPIENT_BYTES
        : 0;
  }

  private final class Calls extends ClientCall.Listener<ServerFrame> {
    private final Listener listener;

    Calls(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void onMessage(ServerFrame frame) {
      listener.onFrame(RawConnection.this, frame);
    }

    @Override
    public void onReady() {
      schedule();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended = true;
      listener.onEnd(RawConnection.this, status.isOk() ? null : Failures.of(status, trailers));
    }
  }
}
