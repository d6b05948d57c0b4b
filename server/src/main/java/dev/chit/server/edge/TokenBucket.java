package dev.chit.server.edge;

import java.util.concurrent.TimeUnit;

/// So many in a time; twice as many at once after a pause.
final class TokenBucket {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final double perNano;
  private final double full;
  private double tokens;
  private long filledNanos;

  static TokenBucket perSecond(int count, long nowNanos) {
    return new TokenBucket(count, NANOS_PER_SECOND, nowNanos);
  }

  static TokenBucket perMinute(int count, long nowNanos) {
    return new TokenBucket(count, NANOS_PER_MINUTE, nowNanos);
  }

  private TokenBucket(int count, long inNanos, long nowNanos) {
    this.perNano = (double) count / inNanos;
    this.full = 2.0 * count;
    this.tokens = full;
    this.filledNanos = nowNanos;
  }

  /// Takes as many of `wanted` as there are.
  synchronized int take(int wanted, long nowNanos) {
    fill(nowNanos);
    int taken = (int) Math.min(wanted, tokens);
    tokens -= taken;
    return taken;
  }

  /// As good as new.
  synchronized boolean isFull(long nowNanos) {
    fill(nowNanos);
    return tokens >= full;
  }

  private void fill(long nowNanos) {
    tokens = Math.min(full, tokens + Math.max(0, nowNanos - filledNanos) * perNano);
    filledNanos = Math.max(filledNanos, nowNanos);
  }
}
