package dev.chit.server.edge;

/// So many a second; twice as many at once after a pause.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perNano;
  private final double full;
  private double tokens;
  private long filledNanos;

  TokenBucket(int perSecond, long nowNanos) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.full = 2.0 * perSecond;
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
