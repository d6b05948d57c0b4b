package dev.chit.client;

import java.time.Duration;

/// How a server that is gone without a word is noticed.
///
/// @param every how long a connection may be silent before the server is asked for a sign of life;
///   less than 10 seconds is taken as 10
/// @param patience how long it may take to answer
public record KeepAlive(Duration every, Duration patience) {
  /// The server asks as often, and closes what it has not heard of.
  public static final KeepAlive DEFAULT =
      new KeepAlive(Duration.ofSeconds(30), Duration.ofSeconds(10));

  public KeepAlive {
    positive(every, "every");
    positive(patience, "patience");
  }

  private static void positive(Duration time, String what) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(what + " " + time + " (expected: more than 0)");
    }
  }
}
