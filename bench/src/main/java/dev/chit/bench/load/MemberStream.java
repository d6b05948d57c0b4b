package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ChitException;
import dev.chit.client.connection.RawConnection;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.ServerFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A member's two-way stream, the client library's own, and the window of items that it keeps under
/// way.
abstract class MemberStream implements RawConnection.Listener {
  private static final int WELCOME_SECONDS = 30;

  /// Frames that the server may send ahead.
  private static final int FRAMES_AHEAD = 8;

  private final Meter meter;
  private final int window;
  private final CompletableFuture<LedgerInfo> welcome = new CompletableFuture<>();
  private @Nullable RawConnection up;
  private long underWay;
  private boolean running;
  private boolean closed;

  MemberStream(Meter meter, int window) {
    this.meter = meter;
    this.window = window;
  }

  final void open(Member member) {
    RawConnection connection = member.connect(this);
    synchronized (this) {
      up = connection;
    }
    connection.request(FRAMES_AHEAD);
  }

  /// Waits for the server's first frame.
  final LedgerInfo awaitWelcome() throws BenchException, InterruptedException {
    try {
      return welcome.get(WELCOME_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw BenchException.failed("The server did not welcome a client.", e);
    }
  }

  static LedgerId ledgerId(LedgerInfo ledger) {
    return LedgerId.ofKey(VerifyKey.of(ledger.getLogKey().toByteArray()));
  }

  /// Takes what a frame brings, by way of [#acknowledged]; called with the monitor held.
  abstract void take(RawConnection from, ServerFrame frame);

  /// Hands the next item over; false if it was not taken.
  ///
  /// @param sinceNanos from when its time counts
  abstract boolean sendItem(RawConnection to, long sinceNanos);

  final Meter meter() {
    return meter;
  }

  final synchronized void run() {
    running = true;
    refill();
  }

  final synchronized void pause() {
    running = false;
  }

  final synchronized long underWay() {
    return underWay;
  }

  final synchronized void sendOne(long dueNanos) {
    send(dueNanos);
  }

  final synchronized void close() {
    closed = true;
  }

  /// One item is through.
  final void acknowledged(long sinceNanos) {
    underWay--;
    meter.acknowledged(sinceNanos);
  }

  @Override
  public final void onFrame(RawConnection connection, ServerFrame frame) {
    if (frame.hasWelcome()) {
      welcome.complete(frame.getWelcome().getLedger());
    }
    if (frame.getGoodbyeRetryMillis() > 0) {
      meter.broken("The server said goodbye.");
    }
    synchronized (this) {
      take(connection, frame);
      refill();
    }
    connection.request(1);
  }

  private void refill() {
    long now = System.nanoTime();
    while (running && !closed && underWay < window) {
      send(now);
    }
  }

  private void send(long sinceNanos) {
    RawConnection connection = up;
    if (connection == null || closed) {
      return;
    }
    underWay++;
    if (!sendItem(connection, sinceNanos)) {
      meter.broken("A client could not hand over what it sends.");
      closed = true;
    }
  }

  @Override
  public final void onEnd(RawConnection connection, @Nullable ChitException reason) {
    ended(
        reason == null
            ? "The server ended a client's stream."
            : "A client's stream broke: " + reason.getMessage());
  }

  private void ended(String how) {
    welcome.completeExceptionally(new IllegalStateException(how));
    synchronized (this) {
      if (!closed) {
        meter.broken(how);
      }
      closed = true;
    }
  }
}
