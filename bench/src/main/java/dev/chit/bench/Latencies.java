package dev.chit.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/// Times counted in buckets about 1.6 % wide, from 1 microsecond to 17 minutes. Safe for use by
/// many threads.
public final class Latencies {
  private static final int STEPS_BITS = 6;
  private static final int STEPS = 1 << STEPS_BITS;
  private static final int BUCKETS = (30 - STEPS_BITS) * STEPS + STEPS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  public void add(long nanos) {
    counts.getAndIncrement(bucket(Math.clamp(nanos / 1_000, 0, (1 << 30) - 1)));
  }

  public long count() {
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /// The time that this share of all stays below, in milliseconds; 0 when nothing was counted.
  ///
  /// @param share above 0, at most 1
  public double millis(double share) {
    long wanted = (long) Math.ceil(count() * share);
    long seen = 0;
    for (int i = 0; i < BUCKETS && wanted > 0; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return micros(i) / 1_000.0;
      }
    }
    return 0;
  }

  /// Below 64 one bucket a microsecond; above, 64 a doubling.
  private static int bucket(int micros) {
    int doublings =
        Math.max(0, 31 - Integer.numberOfLeadingZeros(Math.max(1, micros)) - STEPS_BITS);
    return doublings * STEPS + (micros >> doublings);
  }

  /// The upper end of a bucket.
  private static long micros(int bucket) {
    int doublings = Math.max(0, bucket / STEPS - 1);
    return (long) (bucket - doublings * STEPS + 1) << doublings;
  }
}
