package dev.chit.bench.load;

import dev.chit.bench.Latencies;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what a load has done, and how long it took. Safe for use by many threads.
public final class Meter {
  private final LongAdder done = new LongAdder();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private volatile Latencies acknowledged = new Latencies();
  private volatile Latencies arrived = new Latencies();

  /// An item was acknowledged to its sender, end to end.
  ///
  /// @param sinceNanos when it was handed over, by the clock of [System#nanoTime]
  public void acknowledged(long sinceNanos) {
    done.increment();
    acknowledged.add(System.nanoTime() - sinceNanos);
  }

  /// An item arrived at its recipient.
  ///
  /// @param sinceNanos when it was handed over or, at a fixed rate, when it was due
  public void arrived(long sinceNanos) {
    arrived.add(System.nanoTime() - sinceNanos);
  }

  /// Something went wrong; the first to say so is heard.
  public void broken(String how) {
    trouble.compareAndSet(null, how);
  }

  @Nullable String trouble() {
    return trouble.get();
  }

  long done() {
    return done.sum();
  }

  /// Starts new times; those counted before stay with who holds them.
  void restart() {
    acknowledged = new Latencies();
    arrived = new Latencies();
  }

  Latencies acknowledgements() {
    return acknowledged;
  }

  Latencies arrivals() {
    return arrived;
  }
}
