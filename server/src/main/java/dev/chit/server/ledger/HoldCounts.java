package dev.chit.server.ledger;

import dev.chit.core.event.Event;
import dev.chit.core.event.Event.Released.Cause;
import dev.chit.core.ledger.Entry;
import java.util.concurrent.atomic.LongAdder;

/// How many chits were certified, and what became of them, for whoever looks at a server.
public final class HoldCounts implements CommitListener {
  private final LongAdder open = new LongAdder();
  private final LongAdder certified = new LongAdder();
  private final LongAdder settled = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder expired = new LongAdder();

  /// @param openNow held at the start
  HoldCounts(long openNow) {
    open.add(openNow);
  }

  @Override
  public void committed(CommittedBatch batch) {
    for (Entry entry : batch.entries()) {
      if (entry.event() instanceof Event.Certified) {
        open.increment();
        certified.increment();
      } else if (entry.closes() != Entry.NO_INDEX) {
        open.decrement();
        counter(entry).increment();
      }
    }
  }

  private LongAdder counter(Entry entry) {
    if (!(entry.event() instanceof Event.Released released)) {
      return settled;
    }
    return switch (released.cause()) {
      case Cause.Cancelled _ -> cancelled;
      case Cause.Expired _ -> expired;
    };
  }

  /// Sums that are held now.
  public long open() {
    return open.sum();
  }

  /// Since the start, like those that follow.
  public long certified() {
    return certified.sum();
  }

  public long settled() {
    return settled.sum();
  }

  public long cancelled() {
    return cancelled.sum();
  }

  public long expired() {
    return expired.sum();
  }
}
