package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.ChitId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.mailbox.Link;
import dev.chit.server.mailbox.Mailboxes.Attachment;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.presence.Presence;
import dev.chit.server.presence.Terms;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.FanoutResult;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleResult;
import dev.chit.wire.v1.Welcome;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One device's two-way stream, or its subscription.
///
/// Everything here runs on the stream's event loop, unless it says otherwise. Whatever is for the
/// client waits in the [Outbox] or in the mailbox until the loop turns to it: then it is written
/// while the stream is ready, many items to a frame. No timer is in this, and no other thread.
final class Connection implements Link, Sender, Presence.Watcher {
  private static final int END_MILLIS = 5_000;
  private static final int SHORT_RETRY_MILLIS = 1_000;
  private static final int REPLACED_RETRY_MILLIS = 60_000;

  private final Rooms rooms;
  private final Member member;
  private final ServerCallStreamObserver<ServerFrame> out;
  private final ServiceRequestContext call;
  private final OwnLoop loop;
  private final long number;
  private final Outbox outbox = new Outbox();
  private final EventFeed feed;
  private final Frames frames = new Frames(outbox);
  private final Intake intake;
  private final AtomicBoolean woken = new AtomicBoolean();

  /// Chits that this connection presented and whose events have not come yet. Any thread.
  private final Set<ChitId> presented = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Attachment mail;
  private @Nullable Welcome welcome;
  private boolean closed;
  private boolean draining;
  private boolean readingPaused;

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
    this.loop = new OwnLoop(call.eventLoop().withoutContext());
    this.number = number;
    this.intake = new Intake(rooms, member, this);
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
  void greet(Hello hello, Terms terms) {
    mail = rooms.mailboxes().attach(member.address(), this);
    rooms.connections().add(this);
    rooms.presence().join(member.account(), member.name(), this, terms);
    feed.start(hello.getNextEvent());
    var _ =
        rooms
            .answers()
            .read(this::welcomed)
            .thenCombine(
                rooms.mailboxes().waiting(member.address()),
                (found, waiting) -> found.toBuilder().setWaiting(waiting).build())
            .whenComplete((found, failure) -> loop.execute(() -> welcome(found, failure)));
    var _ =
        rooms.prekeys().low(member.address()).thenAccept(low -> low.ifPresent(this::prekeysLeft));
  }

  /// By now this connection is among those that a revocation ends; one that came before is seen.
  private Welcome welcomed() throws Exception {
    if (rooms.directory().refusalNow(member.address()).isPresent()) {
      revoked();
      throw new RefusedException(Refusals.DEVICE_REVOKED);
    }
    return rooms.books().welcome(member, number);
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
    readingPaused = intake.isFull();
    if (!readingPaused) {
      out.request(1);
    }
  }

  private @Nullable Refusal take(ClientFrame frame) {
    if (mail == null) {
      if (!frame.hasHello()) {
        return Refusals.badRequest("The first frame must hold a hello.");
      }
      try {
        greet(frame.getHello(), PresenceMessages.terms(frame.getPresence()));
      } catch (RefusedException e) {
        return e.refusal();
      }
    } else if (frame.hasHello()) {
      return Refusals.badRequest("Only the first frame may hold a hello.");
    }
    return intake.take(frame);
  }

  /// Whom to tell this connection of, and to whom it is shown, from now on.
  void presence(Terms terms) {
    rooms.presence().join(member.account(), member.name(), this, terms);
  }

  /// Any thread.
  boolean acknowledge(long through) {
    Attachment attached = mail;
    return attached != null && attached.acknowledge(through);
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

  /// @param recipients of the fanout
  void fanned(FanoutResult result, int recipients) {
    outbox.fanned(result, recipients);
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
      loop.execute(this::drain);
    }
  }

  /// Also called whenever the stream is ready again.
  void drain() {
    woken.set(false);
    while (!closed && welcome != null && out.isReady()) {
      Frames.Made made = frames.next(welcome, draining ? null : mail);
      if (made == null) {
        break;
      }
      intake.answered(made.replies(), made.settled());
      out.onNext(made.frame());
    }
    if (draining && intake.isAnswered()) {
      end(Refusals.DRAINING, SHORT_RETRY_MILLIS);
    }
    if (closed) {
      return;
    }
    feed.resume(outbox.eventsWaiting());
    if (readingPaused && intake.hasRoomAgain()) {
      readingPaused = false;
      out.request(1);
    }
  }

  // ── ending ──

  @Override
  public void replaced() {
    loop.execute(() -> end(Refusals.REPLACED, REPLACED_RETRY_MILLIS));
  }

  /// The device is its account's no longer. Any thread.
  void revoked() {
    loop.execute(() -> end(Refusals.DEVICE_REVOKED, 0));
  }

  /// The account has ended. Any thread.
  void closed() {
    loop.execute(() -> end(Refusals.ACCOUNT_CLOSED, 0));
  }

  @Override
  public void stuck() {
    loop.execute(() -> end(Refusals.STUCK, SHORT_RETRY_MILLIS));
  }

  @Override
  public void later(Runnable task, long millis) {
    loop.later(task, millis);
  }

  /// Finishes what is under way, takes on nothing new, and ends. Any thread.
  void drainAndEnd() {
    loop.execute(
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
    loop.execute(() -> end(Refusals.DRAINING, SHORT_RETRY_MILLIS));
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
    loop.later(call::cancel, END_MILLIS);
  }

  private void leave() {
    if (closed) {
      return;
    }
    closed = true;
    if (mail != null) {
      mail.detach();
      rooms.presence().leave(member.account(), this);
      rooms.connections().remove(this);
    }
  }
}
