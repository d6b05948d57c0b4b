package dev.chit.server.ledger;

import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What the ledger did since the start, for whoever looks at a server. To read it costs it nothing.
public final class LedgerCounts {
  private final LongAdder batches = new LongAdder();
  private final LongAdder batchNanos = new LongAdder();
  private final LongAdder commands = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder payments = new LongAdder();

  LedgerCounts() {}

  /// @param nanos that the batch took
  void done(List<Outcome> outcomes, long nanos) {
    batches.increment();
    batchNanos.add(nanos);
    commands.add(outcomes.size());
    refused.add(outcomes.stream().filter(Outcome.Refused.class::isInstance).count());
  }

  void committed(CommittedBatch batch) {
    payments.add(batch.entries().stream().filter(Entry::isSettlement).count());
  }

  /// Transactions, also those in which nothing happened.
  public long batches() {
    return batches.sum();
  }

  /// How long they took together, from the first decision until all was on disk.
  public long batchMicros() {
    return TimeUnit.NANOSECONDS.toMicros(batchNanos.sum());
  }

  /// Commands decided.
  public long commands() {
    return commands.sum();
  }

  /// Of these, by a rule.
  public long refused() {
    return refused.sum();
  }

  /// Times that units moved.
  public long payments() {
    return payments.sum();
  }
}
