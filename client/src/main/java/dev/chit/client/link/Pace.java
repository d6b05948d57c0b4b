package dev.chit.client.link;

import java.util.concurrent.TimeUnit;

/// How fast the other end may go: a burst, and then so many a second. For one thread.
final class Pace {
  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / LinkLimits.PER_SECOND;

  /// When all of the burst is there again.
  private long fullNanos;

  Pace(long nowNanos) {
    fullNanos = nowNanos;
  }

  /// Takes so many, and says how many nanoseconds to wait before the next.
  long take(int envelopes, long nowNanos) {
    fullNanos = Math.max(fullNanos - nowNanos, 0) + nowNanos + envelopes * NANOS_EACH;
    return Math.max(0, fullNanos - nowNanos - LinkLimits.BURST * NANOS_EACH);
  }
}
