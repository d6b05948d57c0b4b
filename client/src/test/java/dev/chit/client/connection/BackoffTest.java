package dev.chit.client.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static void assertBetween(Duration least, Duration most, Duration actual) {
    assertTrue(
        actual.compareTo(least) >= 0 && actual.compareTo(most) <= 0,
        actual + " (expected: " + least + " to " + most + ")");
  }

  @Test
  void theTimeDoublesUpToHalfAMinuteAndIsNeverExact() {
    for (int seed = 0; seed < 50; seed++) {
      var backoff = new Backoff(new SplittableRandom(seed));
      Duration full = Backoff.FIRST;
      for (int failures = 0; failures < 100; failures++) {
        assertBetween(full.dividedBy(2), full, backoff.next());
        full = full.multipliedBy(2);
        full = full.compareTo(Backoff.LAST) > 0 ? Backoff.LAST : full;
      }
      backoff.reset();
      assertBetween(Backoff.FIRST.dividedBy(2), Backoff.FIRST, backoff.next());
    }
  }

  @Test
  void aServerThatAsksToComeBackLaterIsHeardWithinReason() {
    var backoff = new Backoff(new SplittableRandom(1));
    assertBetween(Duration.ofMillis(750), Duration.ofMillis(1500), backoff.asked(1000));
    assertBetween(Backoff.LAST.dividedBy(2), Backoff.LAST, backoff.asked(Integer.MAX_VALUE));
  }
}
