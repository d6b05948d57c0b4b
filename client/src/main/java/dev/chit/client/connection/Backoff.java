package dev.chit.client.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: twice as long after each failure, up to half a minute, and
/// of that a random part, so that a thousand clients do not come back at once.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(250);
  static final Duration LAST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// After a connection that worked.
  void reset() {
    failures = 0;
  }

  /// Between half of the full time and all of it.
  Duration next() {
    long full = Math.min(LAST.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
    failures++;
    return spread(full);
  }

  /// What a server that stops asks for, and up to half as much again.
  Duration asked(long millis) {
    return spread(Math.min(LAST.toMillis(), millis + millis / 2));
  }

  private Duration spread(long fullMillis) {
    return Duration.ofMillis(fullMillis - random.nextLong(fullMillis / 2 + 1));
  }
}
