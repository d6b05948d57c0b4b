package dev.chit.server.edge;

import dev.chit.server.ServerLimits;

/// What one account may still ask for, by all of its connections together.
final class Allowance {
  private final TokenBucket envelopes;
  private final TokenBucket payments;
  private final TokenBucket queries;

  Allowance(ServerLimits.Rates rates, long nowNanos) {
    envelopes = TokenBucket.perSecond(rates.envelopesPerSecond(), nowNanos);
    payments = TokenBucket.perSecond(rates.paymentsPerSecond(), nowNanos);
    queries = TokenBucket.perSecond(rates.queriesPerSecond(), nowNanos);
  }

  /// How many of `wanted` envelopes may be sent now.
  int envelopes(int wanted) {
    return envelopes.take(wanted, System.nanoTime());
  }

  /// How many of `wanted` chits may be presented now.
  int payments(int wanted) {
    return payments.take(wanted, System.nanoTime());
  }

  boolean query() {
    return queries.take(1, System.nanoTime()) == 1;
  }

  boolean isUnused(long nowNanos) {
    return envelopes.isFull(nowNanos) && payments.isFull(nowNanos) && queries.isFull(nowNanos);
  }
}
