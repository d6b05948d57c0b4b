package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.group.LinkedMail;
import dev.chit.client.link.v1.LinkEnvelope;
import dev.chit.client.link.v1.LinkFrame;
import dev.chit.client.link.v1.LinkHello;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.link.v1.PiecesWanted;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.talk.DirectMail;
import dev.chit.client.work.Signal;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.Limits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One direct link with a contact's device. What the outbox holds for that device goes out in
/// order; what comes is on disk before it is acknowledged. Two virtual threads, one each way.
final class Link implements Pipe.Ear<LinkFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final int FRAME_HEADROOM_BYTES = 1 << 10;
  private static final long LOOK_MILLIS = 500;

  /// So many of the largest make a frame.
  private static final int OF_GROUPS_AT_ONCE = 15;

  private final DeviceAddress peer;
  private final boolean dialled;
  private final Carrier carrier;
  private final Instant since = Instant.now();
  private final CompletableFuture<Boolean> up = new CompletableFuture<>();
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Signal toSend = new Signal();
  private volatile @Nullable Pipe<LinkFrame> pipe;
  private volatile @Nullable Carry carry;

  // Under this object's lock:
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private final Set<Long> left = new HashSet<>();
  private long through;
  private long throughOfGroups;
  private long acknowledged;
  private boolean ended;

  /// Whose outbox and inbox it is.
  interface Carrier {
    /// The other end has said hello. False if it is not wanted any longer.
    boolean up(Link link) throws ChitException, InterruptedException;

    /// Whether this link sends: of several with one device only the newest does.
    boolean sends(Link link);

    /// Rows of the outbox for a device, in order, those behind `after`.
    DirectMail.Waiting waiting(DeviceAddress device, long after)
        throws ChitException, InterruptedException;

    /// Messages to groups for a device, in order, those behind `after`.
    List<LinkedMail.Waiting> waitingOfGroups(DeviceAddress device, long after, int limit)
        throws ChitException, InterruptedException;

    /// Opens and keeps what came; on disk when it returns.
    void arrived(DeviceAddress from, List<LinkEnvelope> envelopes)
        throws ChitException, InterruptedException;

    /// These rows are on the other end's disk.
    void delivered(List<Long> sequences) throws ChitException, InterruptedException;

    /// The other end, which did not dial, would like to have pieces of a file.
    void wanted(Link link, PiecesWanted pieces);

    /// The other end has saved a file of this one's.
    void taken(DeviceAddress by, ByteString blob) throws ChitException, InterruptedException;

    /// These messages to groups are on a device's disk.
    void deliveredOfGroups(DeviceAddress device, List<Long> sequences)
        throws ChitException, InterruptedException;

    /// @param left rows that were left to this link and may not have come
    void ended(Link link, Set<Long> left);
  }

  private record Heard(@Nullable LinkFrame frame) {}

  /// @param ofGroup whose message it is
  private record Sent(long sequence, boolean ofGroup, long atNanos) {}

  Link(DeviceAddress peer, boolean dialled, Carrier carrier) {
    this.peer = peer;
    this.dialled = dialled;
    this.carrier = carrier;
  }

  DeviceAddress peer() {
    return peer;
  }

  /// Whether this end dialled.
  boolean dialled() {
    return dialled;
  }

  Instant since() {
    return since;
  }

  /// True once it is up, false if it ends before.
  CompletableFuture<Boolean> up() {
    return up;
  }

  /// Opens a stream for pieces beside this one.
  @FunctionalInterface
  interface Carry {
    Pipe<PieceFrame> open(Pipe.Ear<PieceFrame> ear);
  }

  /// As [#begin(Pipe)], at the end that dialled.
  void begin(Pipe<LinkFrame> stream, Carry besides) {
    carry = besides;
    begin(stream);
  }

  /// @throws IllegalStateException at the end that did not dial
  Pipe<PieceFrame> carry(Pipe.Ear<PieceFrame> ear) {
    Carry opens = carry;
    if (opens == null) {
      throw new IllegalStateException("only the end that dialled opens streams");
    }
    return opens.open(ear);
  }

  /// Asks for pieces, at the end that did not dial.
  void ask(PiecesWanted pieces) {
    send(LinkFrame.newBuilder().setWanted(pieces).build());
  }

  /// Says that a file of the other end's is saved.
  void took(ByteString blob) {
    send(LinkFrame.newBuilder().setTaken(blob).build());
  }

  /// Starts talking; once.
  void begin(Pipe<LinkFrame> stream) {
    pipe = stream;
    var _ = Thread.ofVirtual().name("chit-link-in").start(this::receive);
  }

  /// Leaves a row of the outbox to this link, which has found it or will. False if it has ended.
  synchronized Leave leave(long sequence) {
    if (ended) {
      return Leave.NOT_TAKEN;
    }
    boolean waits =
        unacknowledged.stream().anyMatch(sent -> !sent.ofGroup() && sent.sequence() == sequence);
    if (sequence <= through && !waits) {
      return Leave.DONE;
    }
    left.add(sequence);
    toSend.raise();
    return Leave.TAKEN;
  }

  enum Leave {
    NOT_TAKEN,
    TAKEN,
    /// It has been acknowledged.
    DONE
  }

  /// There may be more in the outbox.
  void wake() {
    toSend.raise();
  }

  void end() {
    Set<Long> back;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      back = Set.copyOf(left);
    }
    heard.add(new Heard(null));
    toSend.raise();
    Pipe<LinkFrame> stream = pipe;
    if (stream != null) {
      stream.end();
    }
    up.complete(false);
    carrier.ended(this, back);
  }

  private synchronized boolean isOver() {
    return ended;
  }

  // ── what comes ──

  @Override
  public void heard(LinkFrame frame) {
    heard.add(new Heard(frame));
  }

  @Override
  public void ready() {
    toSend.raise();
  }

  @Override
  public void ended() {
    heard.add(new Heard(null));
  }

  private void receive() {
    try {
      send(LinkFrame.newBuilder().setHello(LinkHello.getDefaultInstance()).build());
      stream().request(1);
      LinkFrame first = next(LinkLimits.HELLO.toMillis());
      if (first != null && first.hasHello() && carrier.up(this)) {
        up.complete(true);
        var _ = Thread.ofVirtual().name("chit-link-out").start(this::send);
        receiveAll(first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ChitException | RuntimeException e) {
      LOG.debug("a link ends: {}", e.getMessage());
    } finally {
      end();
    }
  }

  private void receiveAll(LinkFrame first) throws ChitException, InterruptedException {
    var pace = new Pace(System.nanoTime());
    long received = 0;
    LinkFrame frame = first;
    while (frame != null && !isOver()) {
      List<LinkEnvelope> envelopes = frame.getEnvelopesList();
      if (!isWithinLimits(envelopes) || !acknowledge(frame.getKeptThrough())) {
        LOG.debug("a link ends: its other end does not keep to the limits");
        return;
      }
      if (!envelopes.isEmpty()) {
        TimeUnit.NANOSECONDS.sleep(pace.take(envelopes.size(), System.nanoTime()));
        carrier.arrived(peer, envelopes);
        received += envelopes.size();
        send(LinkFrame.newBuilder().setKeptThrough(received).build());
      }
      if (frame.hasWanted() || !frame.getTaken().isEmpty()) {
        TimeUnit.NANOSECONDS.sleep(pace.take(1, System.nanoTime()));
      }
      if (frame.hasWanted() && dialled) {
        carrier.wanted(this, frame.getWanted());
      }
      if (!frame.getTaken().isEmpty()) {
        carrier.taken(peer, frame.getTaken());
      }
      stream().request(1);
      frame = next(Long.MAX_VALUE);
    }
  }

  private static boolean isWithinLimits(List<LinkEnvelope> envelopes) {
    return envelopes.size() <= Limits.FRAME_ITEMS_MAX
        && envelopes.stream()
            .allMatch(
                one ->
                    one.getId().size() == ENVELOPE_ID_LENGTH
                        && !one.getEnvelope().isEmpty()
                        && one.getEnvelope().size() <= Limits.ENVELOPE_BYTES_MAX);
  }

  private static final int ENVELOPE_ID_LENGTH = 16;

  /// Null at the end, or if nothing comes in time.
  private @Nullable LinkFrame next(long millis) throws InterruptedException {
    Heard one = heard.poll(millis, TimeUnit.MILLISECONDS);
    return one == null ? null : one.frame();
  }

  /// False if more is acknowledged than was sent.
  private boolean acknowledge(long kept) throws ChitException, InterruptedException {
    var done = new ArrayList<Long>();
    var doneOfGroups = new ArrayList<Long>();
    synchronized (this) {
      while (acknowledged < kept && !unacknowledged.isEmpty()) {
        Sent sent = unacknowledged.removeFirst();
        (sent.ofGroup() ? doneOfGroups : done).add(sent.sequence());
        acknowledged++;
      }
      if (acknowledged < kept) {
        return false;
      }
    }
    if (!doneOfGroups.isEmpty()) {
      carrier.deliveredOfGroups(peer, doneOfGroups);
      toSend.raise();
    }
    if (!done.isEmpty()) {
      carrier.delivered(done);
      synchronized (this) {
        done.forEach(left::remove);
      }
      toSend.raise();
    }
    return true;
  }

  // ── what goes ──

  private void send() {
    try {
      while (!isOver()) {
        if (isOverdue()) {
          LOG.debug("a link ends: its other end does not acknowledge");
          return;
        }
        if (!sendSome()) {
          toSend.await(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ChitException | RuntimeException e) {
      LOG.debug("a link ends: {}", e.getMessage());
    } finally {
      end();
    }
  }

  private synchronized boolean isOverdue() {
    Sent oldest = unacknowledged.peekFirst();
    return oldest != null
        && System.nanoTime() - oldest.atNanos() > LinkLimits.ACKNOWLEDGEMENT.toNanos();
  }

  /// One frame. False if there is nothing to send now, or no room.
  private boolean sendSome() throws ChitException, InterruptedException {
    if (!carrier.sends(this)) {
      return false;
    }
    long from;
    synchronized (this) {
      if (unacknowledged.size() >= LinkLimits.IN_FLIGHT_MAX || !stream().isReady()) {
        return false;
      }
      from = through;
    }
    var frame = LinkFrame.newBuilder();
    int bytes = FRAME_HEADROOM_BYTES;
    DirectMail.Waiting waiting = carrier.waiting(peer, from);
    boolean all = true;
    for (Row<OutboxRow> row : waiting.rows()) {
      ByteString envelope = row.value().getEnvelope();
      bytes += envelope.size() + FRAME_HEADROOM_BYTES;
      if (bytes > Limits.FRAME_BYTES_MAX) {
        all = false;
        break;
      }
      frame.addEnvelopes(
          LinkEnvelope.newBuilder().setId(row.value().getEnvelopeId()).setEnvelope(envelope));
      synchronized (this) {
        unacknowledged.addLast(new Sent(row.sequence(), false, System.nanoTime()));
        through = row.sequence();
      }
    }
    if (all) {
      synchronized (this) {
        through = waiting.through();
      }
    }
    if (frame.getEnvelopesCount() == 0) {
      addOfGroups(frame);
    }
    if (frame.getEnvelopesCount() == 0) {
      return false;
    }
    send(frame.build());
    return true;
  }

  /// Behind everything else for the device: the keys of groups' messages go before them.
  private void addOfGroups(LinkFrame.Builder frame) throws ChitException, InterruptedException {
    long from;
    synchronized (this) {
      from = throughOfGroups;
    }
    for (LinkedMail.Waiting one : carrier.waitingOfGroups(peer, from, OF_GROUPS_AT_ONCE)) {
      frame.addEnvelopes(
          LinkEnvelope.newBuilder().setId(one.envelopeId()).setEnvelope(one.envelope()));
      synchronized (this) {
        unacknowledged.addLast(new Sent(one.sequence(), true, System.nanoTime()));
        throughOfGroups = one.sequence();
      }
    }
  }

  private synchronized void send(LinkFrame frame) {
    if (!ended) {
      stream().send(frame);
    }
  }

  private Pipe<LinkFrame> stream() {
    Pipe<LinkFrame> stream = pipe;
    if (stream == null) {
      throw new IllegalStateException("used before it began");
    }
    return stream;
  }
}
