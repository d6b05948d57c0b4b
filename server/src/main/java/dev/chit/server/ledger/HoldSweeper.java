package dev.chit.server.ledger;

import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.server.store.LedgerReader;
import dev.chit.server.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets what is held for chits return once their time is over. It asks the database what is due, a
/// page at a time, and the ledger to expire it like anybody asks for anything: the rules decide,
/// and the writer waits for nothing.
final class HoldSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HoldSweeper.class);
  private static final long EVERY_MILLIS = 1_000;
  private static final int PAGE = 256;

  private final LedgerReader store;
  private final InstantSource clock;
  private final Function<Command, CompletableFuture<Outcome>> ledger;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ledger-holds").factory());

  HoldSweeper(
      LedgerReader store,
      InstantSource clock,
      Function<Command, CompletableFuture<Outcome>> ledger) {
    this.store = store;
    this.clock = clock;
    this.ledger = ledger;
  }

  /// Sweeps now, for what became due while nobody ran, and from then on every second.
  void start() {
    var _ = thread.scheduleWithFixedDelay(this::run, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      sweep();
    } catch (StoreException | CompletionException e) {
      // What is due stays due: the next sweep finds it again.
      log.warn("What is due could not be let go: {}", e.getMessage());
    }
  }

  /// Expires all that is due; stops at the first page that the ledger does not take.
  ///
  /// @return how many
  int sweep() throws StoreException {
    int expired = 0;
    while (true) {
      List<Entry> due = store.dueHolds(Math.floorDiv(clock.millis(), 1000L), PAGE);
      int done = expire(due);
      expired += done;
      if (due.size() < PAGE || done < due.size()) {
        return expired;
      }
    }
  }

  private int expire(List<Entry> due) {
    var asked = new ArrayList<CompletableFuture<Outcome>>(due.size());
    for (Entry certified : due) {
      ChitId chit = certified.order().map(Order::id).orElseThrow();
      asked.add(ledger.apply(new Command.Expire(chit)));
    }
    int done = 0;
    for (CompletableFuture<Outcome> outcome : asked) {
      // One that was settled or cancelled meanwhile is not due any more either.
      done += outcome.join() instanceof Outcome.Done ? 1 : 0;
    }
    return done;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
