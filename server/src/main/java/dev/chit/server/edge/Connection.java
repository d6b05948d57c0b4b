package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.ChitId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.mailbox.Letter;
import dev.chit.server.mailbox.Link;
import dev.chit.server.mailbox.Mailboxes.Attachment;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.server.presence.Presence;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleResult;
import dev.chit.wire.v1.Welcome;
import io.grpc.stub.ServerCallStreamObserver;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One device's two-way stream, or its subscription.
///
/// Everything here runs on the stream's event loop, unless it says otherwise. Whatever is for the
/// client waits in the [Outbox] or in the mailbox until the loop turns to it: then it is written
/// while the stream is ready, many items to a frame. No timer is in this, and no other thread.
final class Connection implements Link, Sender, Presence.Watcher {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /// Requests under way beyond which nothing more is read from the client.
  private static final int UNANSWERED_MAX = 16_384;

  /// Replies in a frame that could be full of deliveries.
  private static final int REPLIES_FIRST = Limits.FRAME_ITEMS_MAX / 2;

  /// One envelope more still fits a frame.
  private static final int DELIVERIES_BYTES =
      Limits.FRAME_BYTES_MAX - 2 * Limits.ENVELOPE_BYTES_MAX;

  private static final int END_SECONDS = 5;
  private static final int SHORT_RETRY_MILLIS = 1_000;
  private static final int REPLACED_RETRY_MILLIS = 60_000;

  private final Rooms rooms;
  private final Member member;
  private final ServerCallStreamObserver<ServerFrame> out;
  private final ServiceRequestContext call;
  private final EventLoop loop;
  private final long number;
  private final Outbox outbox = new Outbox();
  private final EventFeed feed;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final List<Letter> taken = new ArrayList<>(Limits.FRAME_ITEMS_MAX);

  /// Chits that this connection presented and whose events have not come yet. Any thread.
  private final Set<ChitId> presented = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Attachment mail;
  private @Nullable Welcome welcome;
  private boolean welcomed;
  private boolean closed;
  private boolean draining;
  private boolean readingPaused;
  private int unanswered;
  private int settling;

  Connection(
      Rooms rooms,
      Member member,
      ServerCallStreamObserver<ServerFrame> out,
      ServiceRequestContext call,
      long number) {
    this.rooms = rooms;
    this.member = member;
    this.out = out;
    this.call = call;
    this.loop = call.eventLoop().withoutContext();
    this.number = number;
    this.feed = new EventFeed(rooms.books(), member.account(), rooms.readers(), this::eventsFound);
  }

  Member member() {
    return member;
  }

  long number() {
    return number;
  }

  // ── beginning ──

  /// Takes over the device's mailbox and gathers the welcome.
  void greet(Hello hello) {
    mail = rooms.mailboxes().attach(member.address(), this);
    rooms.connections().add(this);
    rooms.presence().join(member.account(), member.name(), this);
    feed.start(hello.getNextEvent());
    var _ =
        rooms
            .answers()
            .read(() -> rooms.books().welcome(member, number))
            .whenComplete((found, failure) -> onLoop(() -> welcome(found, failure)));
    var _ =
        rooms.prekeys().low(member.address()).thenAccept(low -> low.ifPresent(this::prekeysLeft));
  }

  private void welcome(@Nullable Welcome found, @Nullable Throwable failure) {
    if (found == null || failure != null) {
      end(Refusals.BUSY, SHORT_RETRY_MILLIS);
      return;
    }
    welcome = found;
    drain();
  }

  // ── from the client ──

  void received(ClientFrame frame) {
    if (closed) {
      return;
    }
    Refusal refusal = take(frame);
    if (refusal != null) {
      end(refusal, 0);
      return;
    }
    if (unanswered < UNANSWERED_MAX) {
      out.request(1);
    } else {
      readingPaused = true;
    }
  }

  private @Nullable Refusal take(ClientFrame frame) {
    if (mail == null) {
      if (!frame.hasHello()) {
        return Refusals.badRequest("The first frame must hold a hello.");
      }
      greet(frame.getHello());
    } else if (frame.hasHello()) {
      return Refusals.badRequest("Only the first frame may hold a hello.");
    }
    int items = frame.getSendsCount() + frame.getSettlesCount();
    if (items > Limits.FRAME_ITEMS_MAX) {
      return Refusals.tooLarge(
          "A frame of " + items + " items (expected: at most " + Limits.FRAME_ITEMS_MAX + ").");
    }
    unanswered += items;
    if (frame.getDeliveredThrough() != 0 && !acknowledge(frame.getDeliveredThrough())) {
      return Refusals.badRequest("Only what was delivered can be acknowledged.");
    }
    send(frame.getSendsList());
    settle(frame.getSettlesList());
    return null;
  }

  /// Any thread.
  boolean acknowledge(long through) {
    Attachment attached = mail;
    return attached != null && attached.acknowledge(through);
  }

  private void send(List<Send> sends) {
    if (sends.isEmpty()) {
      return;
    }
    int granted = member.allowance().envelopes(sends.size());
    long nowMillis = System.currentTimeMillis();
    long nowNanos = System.nanoTime();
    for (int i = 0; i < sends.size(); i++) {
      Send send = sends.get(i);
      if (i < granted) {
        rooms.post().send(member, send, this, nowMillis, nowNanos);
      } else {
        refused(send.getRequest(), Refusals.BUSY);
      }
    }
  }

  private void settle(List<Settle> settles) {
    if (settles.isEmpty()) {
      return;
    }
    int granted = member.allowance().payments(settles.size());
    granted = Math.min(granted, rooms.limits().settlesPending() - settling);
    for (Settle settle : settles.subList(Math.max(0, granted), settles.size())) {
      settled(Books.refused(settle.getRequest(), Refusals.BUSY), null);
      settling++;
    }
    if (granted > 0) {
      settling += granted;
      rooms.books().settle(member, settles.subList(0, granted), this);
    }
  }

  // ── to the client; any thread ──

  @Override
  public void delivered(long request) {
    outbox.delivered(request);
    wake();
  }

  @Override
  public void stored(long request) {
    outbox.stored(request);
    wake();
  }

  @Override
  public void refused(long request, Refusal refusal) {
    outbox.refused(request, refusal.toProto());
    wake();
  }

  /// @param chit which of those presented, or null if it was not even a chit
  void settled(SettleResult result, @Nullable ChitId chit) {
    if (chit != null && !isOwnEventToCome(result)) {
      presented.remove(chit);
    }
    outbox.settled(result);
    rooms.wakes().wake(this);
  }

  private static boolean isOwnEventToCome(SettleResult result) {
    return result.hasSettled() && !result.getSettled().getRepeated();
  }

  /// From now on the chit's event is told by its result.
  void presented(ChitId chit) {
    presented.add(chit);
  }

  /// Something of this account was logged.
  void committed(LoggedEvent event, @Nullable ChitId chit) {
    feed.committed(event, outbox.eventsWaiting(), chit != null && presented.remove(chit));
  }

  private void eventsFound(List<LoggedEvent> events) {
    outbox.events(events);
    rooms.wakes().wake(this);
  }

  @Override
  public void changed(List<Presence.Change> changes) {
    outbox.presence(PresenceMessages.of(changes));
    wake();
  }

  void prekeysLeft(int left) {
    outbox.prekeysLeft(left);
    wake();
  }

  // ── writing ──

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      execute(this::drain);
    }
  }

  /// Also called whenever the stream is ready again.
  void drain() {
    woken.set(false);
    while (!closed && welcome != null && out.isReady()) {
      ServerFrame frame = nextFrame(welcome);
      if (frame == null) {
        break;
      }
      out.onNext(frame);
    }
    if (draining && unanswered == 0) {
      end(Refusals.DRAINING, SHORT_RETRY_MILLIS);
    }
    if (closed) {
      return;
    }
    feed.resume(outbox.eventsWaiting());
    if (readingPaused && unanswered < UNANSWERED_MAX / 2) {
      readingPaused = false;
      out.request(1);
    }
  }

  private @Nullable ServerFrame nextFrame(Welcome greeting) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    int items = 0;
    if (!welcomed) {
      welcomed = true;
      frame.setWelcome(greeting);
      items++;
    }
    items += reply(frame, REPLIES_FIRST);
    items += deliver(frame, Limits.FRAME_ITEMS_MAX - items);
    items += reply(frame, Limits.FRAME_ITEMS_MAX - items);
    return items == 0 ? null : frame.build();
  }

  private int reply(ServerFrame.Builder frame, int room) {
    int settledBefore = frame.getSettledCount();
    Outbox.Filled filled = outbox.fill(frame, room);
    unanswered -= filled.replies();
    settling -= frame.getSettledCount() - settledBefore;
    return filled.items();
  }

  private int deliver(ServerFrame.Builder frame, int room) {
    if (mail == null || draining) {
      return 0;
    }
    mail.take(taken, room, DELIVERIES_BYTES);
    int count = taken.size();
    for (int i = 0; i < count; i++) {
      Letter letter = taken.get(i);
      Envelope envelope = letter.envelope();
      frame.addDeliveries(
          Delivery.newBuilder()
              .setNumber(letter.number())
              .setSender(envelope.sender())
              .setSenderDevice(envelope.senderDevice())
              .setId(envelope.id())
              .setEnvelope(envelope.sealed())
              .setReceivedAtMillis(envelope.receivedAtMillis()));
    }
    taken.clear();
    return count;
  }

  // ── ending ──

  @Override
  public void replaced() {
    onLoop(() -> end(Refusals.REPLACED, REPLACED_RETRY_MILLIS));
  }

  @Override
  public void stuck() {
    onLoop(() -> end(Refusals.STUCK, SHORT_RETRY_MILLIS));
  }

  @Override
  public void later(Runnable task, long millis) {
    try {
      var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      loopHasEnded(e);
    }
  }

  /// Finishes what is under way, takes on nothing new, and ends. Any thread.
  void drainAndEnd() {
    onLoop(
        () -> {
          draining = true;
          if (mail != null) {
            mail.detach();
          }
          drain();
        });
  }

  /// Ends at once. Any thread.
  void endNow() {
    onLoop(() -> end(Refusals.DRAINING, SHORT_RETRY_MILLIS));
  }

  /// The client has gone.
  void gone() {
    leave();
  }

  /// The client has said all it wanted.
  void finished() {
    if (!closed) {
      leave();
      out.onCompleted();
    }
  }

  /// Says goodbye and closes the stream.
  ///
  /// @param retryMillis when to come back, 0 to say nothing about it
  private void end(Refusal why, int retryMillis) {
    if (closed) {
      return;
    }
    leave();
    if (retryMillis > 0) {
      out.onNext(ServerFrame.newBuilder().setGoodbyeRetryMillis(retryMillis).build());
    }
    out.onError(why.toException());
    // A client that reads nothing does not even see this end.
    var _ = loop.schedule(() -> call.cancel(), END_SECONDS, TimeUnit.SECONDS);
  }

  private void leave() {
    if (closed) {
      return;
    }
    closed = true;
    if (mail != null) {
      mail.detach();
      rooms.presence().leave(member.account(), member.name(), this);
      rooms.connections().remove(this);
    }
  }

  private void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      loopHasEnded(e);
    }
  }

  /// The loops end after the last stream: nobody is there to be told anything.
  private static void loopHasEnded(RejectedExecutionException e) {
    log.debug("a connection that ended was told something", e);
  }

  private void onLoop(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      execute(task);
    }
  }
}
