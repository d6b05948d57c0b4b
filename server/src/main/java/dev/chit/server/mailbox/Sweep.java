package dev.chit.server.mailbox;

import java.util.concurrent.TimeUnit;

/// When a connection is next looked after, and whether it is stuck: it has not got on for too long
/// though something waits for it. Guarded by the mailbox's lock.
final class Sweep {
  private final MailLimits limits;
  private boolean isDue;
  private long progressNanos;

  Sweep(MailLimits limits) {
    this.limits = limits;
  }

  /// For a new connection.
  void begin() {
    isDue = false;
    progressNanos = System.nanoTime();
  }

  /// The connection got on, or has something to do from now on.
  void progressed(long nowNanos) {
    progressNanos = nowNanos;
  }

  /// Has the connection looked after in a while, unless that is arranged already.
  void later(Link link, Runnable look) {
    if (!isDue) {
      isDue = true;
      link.later(look, limits.storeAfterMillis());
    }
  }

  /// The while is over.
  void looks() {
    isDue = false;
  }

  boolean isStuck(long nowNanos) {
    return nowNanos - progressNanos > TimeUnit.MILLISECONDS.toNanos(limits.stuckMillis());
  }
}
