package dev.chit.server.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue before the ledger and the one thread that empties it: everything that waits, up to a
/// bound, becomes one transaction; while that commits the next batch gathers. Outcomes are told on
/// a second thread, in order, so that nobody's reaction delays the writer.
final class GroupCommit {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /// Batches on disk whose outcomes are not all told; one more makes the writer wait.
  private static final int UNTOLD_MAX = 64;

  private static final long LOOK_MILLIS = 100;

  private final Book book;
  private final int batchMax;
  private final CommitListener listener;
  private final BlockingQueue<Waiting> queue;
  private final BlockingQueue<Runnable> untold = new ArrayBlockingQueue<>(UNTOLD_MAX);
  private final LedgerCounts counts = new LedgerCounts();
  private final Thread writer;
  private final Thread teller;
  private volatile LedgerState state = LedgerState.RUNNING;
  private volatile boolean telling = true;
  private volatile @Nullable Throwable failure;

  private record Waiting(Command command, CompletableFuture<Outcome> future) {}

  GroupCommit(Book book, LedgerSettings settings, CommitListener listener) {
    this.book = book;
    this.listener = listener;
    batchMax = settings.batchMax();
    queue = new ArrayBlockingQueue<>(settings.queueMax());
    writer = Thread.ofPlatform().daemon().name("ledger-writer").unstarted(this::write);
    teller = Thread.ofPlatform().daemon().name("ledger-outcomes").unstarted(this::tell);
  }

  void start() {
    writer.start();
    teller.start();
  }

  CompletableFuture<Outcome> submit(Command command) {
    var waiting = new Waiting(command, new CompletableFuture<>());
    if (state != LedgerState.RUNNING || !queue.offer(waiting)) {
      turnAway(waiting);
    } else if (hasEnded() && queue.remove(waiting)) {
      // It was put there after the writer had looked for the last time.
      turnAway(waiting);
    }
    return waiting.future();
  }

  LedgerState state() {
    return state;
  }

  LedgerCounts counts() {
    return counts;
  }

  int queued() {
    return queue.size();
  }

  private synchronized void move(LedgerState from, LedgerState to) {
    if (state == from) {
      state = to;
    }
  }

  private boolean hasEnded() {
    LedgerState now = state;
    return now == LedgerState.CLOSED || now == LedgerState.FAILED;
  }

  private void turnAway(Waiting waiting) {
    if (state == LedgerState.FAILED) {
      waiting.future().completeExceptionally(unavailable());
    } else {
      waiting.future().complete(new Outcome.Refused(Rejection.BUSY));
    }
  }

  private LedgerUnavailableException unavailable() {
    return new LedgerUnavailableException(
        "The ledger could not write to its disk and takes no more payments.", failure);
  }

  private void write() {
    List<Waiting> batch = List.of();
    try {
      for (batch = gather(); !batch.isEmpty(); batch = gather()) {
        List<Waiting> told = batch;
        long startNanos = System.nanoTime();
        Book.Done done = book.apply(told.stream().map(Waiting::command).toList());
        counts.done(done.outcomes(), System.nanoTime() - startNanos);
        untold.put(() -> tell(told, done));
      }
      move(LedgerState.DRAINING, LedgerState.CLOSED);
    } catch (Throwable e) {
      // Whatever it was, what is waiting must hear of it, and nothing more may be written.
      fail(batch, e);
    }
    turnAwayTheRest();
  }

  /// Everything that waits, up to the bound; nothing once the ledger is closing and all is done.
  private List<Waiting> gather() throws InterruptedException {
    var batch = new ArrayList<Waiting>();
    while (batch.isEmpty()) {
      boolean running = state == LedgerState.RUNNING;
      Waiting first = running ? queue.poll(LOOK_MILLIS, MILLISECONDS) : queue.poll();
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, batchMax - 1);
      } else if (!running) {
        break;
      }
    }
    if (state == LedgerState.CLOSED) {
      batch.forEach(this::turnAway);
      return List.of();
    }
    return batch;
  }

  private void fail(List<Waiting> batch, Throwable e) {
    log.error("The ledger stops writing: {}", e.getMessage(), e);
    failure = e;
    synchronized (this) {
      state = LedgerState.FAILED;
    }
    for (Waiting waiting : batch) {
      turnAway(waiting);
    }
  }

  private void turnAwayTheRest() {
    for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      turnAway(waiting);
    }
  }

  private void tell() {
    try {
      while (telling) {
        untold.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(List<Waiting> told, Book.Done done) {
    try {
      for (int i = 0; i < told.size(); i++) {
        told.get(i).future().complete(done.outcomes().get(i));
      }
      if (done.batch() != null) {
        counts.committed(done.batch());
        listener.committed(done.batch());
      }
    } catch (RuntimeException e) {
      log.error("What follows from a committed batch failed", e);
    } finally {
      listener.told();
    }
  }

  /// Finishes what is queued, for as long as that; turns the rest away; tells every outcome.
  void close(Duration drain) {
    move(LedgerState.RUNNING, LedgerState.DRAINING);
    try {
      if (!writer.join(drain)) {
        move(LedgerState.DRAINING, LedgerState.CLOSED);
        writer.join();
      }
      untold.put(() -> telling = false);
      teller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
