package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.ServerFrame;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A member's two-way stream, and the window of items that it keeps under way.
abstract class MemberStream implements ClientResponseObserver<ClientFrame, ServerFrame> {
  private static final int WELCOME_SECONDS = 30;

  private final Meter meter;
  private final int window;
  private final CompletableFuture<LedgerInfo> welcome = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<ClientFrame> up;
  private long underWay;
  private boolean running;
  private boolean closed;

  MemberStream(Meter meter, int window) {
    this.meter = meter;
    this.window = window;
  }

  final void open(Member member) {
    var _ = member.calls().connect(this);
    synchronized (this) {
      send(ClientFrame.newBuilder().setHello(Hello.newBuilder().setClientVersion("bench")).build());
    }
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
  ///
  /// @param answer what goes up after this, to be added to
  abstract void take(ServerFrame frame, ClientFrame.Builder answer);

  /// Adds the next item to a frame.
  ///
  /// @param sinceNanos from when its time counts
  abstract void addItem(ClientFrame.Builder frame, long sinceNanos);

  /// Items that a frame may hold.
  abstract int itemsMax();

  final Meter meter() {
    return meter;
  }

  final synchronized void run() {
    running = true;
    refill(ClientFrame.newBuilder());
  }

  final synchronized void pause() {
    running = false;
  }

  final synchronized long underWay() {
    return underWay;
  }

  final synchronized void sendOne(long dueNanos) {
    ClientFrame.Builder frame = ClientFrame.newBuilder();
    addItem(frame, dueNanos);
    underWay++;
    send(frame.build());
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
  public final void beforeStart(ClientCallStreamObserver<ClientFrame> stream) {
    synchronized (this) {
      up = stream;
    }
  }

  @Override
  public final void onNext(ServerFrame frame) {
    if (frame.hasWelcome()) {
      welcome.complete(frame.getWelcome().getLedger());
    }
    if (frame.getGoodbyeRetryMillis() > 0) {
      meter.broken("The server said goodbye.");
    }
    synchronized (this) {
      ClientFrame.Builder answer = ClientFrame.newBuilder();
      take(frame, answer);
      refill(answer);
    }
  }

  /// Fills the window, starting in `frame`, and sends whatever it holds.
  private void refill(ClientFrame.Builder frame) {
    ClientFrame.Builder next = frame;
    long now = System.nanoTime();
    int items = 0;
    while (running && underWay < window) {
      if (items == itemsMax()) {
        send(next.build());
        next = ClientFrame.newBuilder();
        items = 0;
      }
      addItem(next, now);
      underWay++;
      items++;
    }
    if (items > 0 || next.getDeliveredThrough() > 0) {
      send(next.build());
    }
  }

  private void send(ClientFrame frame) {
    ClientCallStreamObserver<ClientFrame> stream = up;
    if (stream != null && !closed) {
      stream.onNext(frame);
    }
  }

  @Override
  public final void onError(Throwable failure) {
    ended("A client's stream broke: " + failure.getMessage());
  }

  @Override
  public final void onCompleted() {
    ended("The server ended a client's stream.");
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
