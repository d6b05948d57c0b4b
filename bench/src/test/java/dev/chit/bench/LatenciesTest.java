package dev.chit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void percentilesAreRightToTheWidthOfABucket() {
    Latencies times = new Latencies();
    for (int millis = 1; millis <= 1_000; millis++) {
      times.add(millis * 1_000_000L);
    }

    assertEquals(1_000, times.count());
    assertEquals(500, times.millis(0.5), 500 * 0.02);
    assertEquals(990, times.millis(0.99), 990 * 0.02);
    assertEquals(1_000, times.millis(1), 1_000 * 0.02);
  }

  @Test
  void theShortestAndTheLongestTimesAreCounted() {
    Latencies times = new Latencies();
    times.add(-5);
    times.add(0);
    times.add(Long.MAX_VALUE);

    assertEquals(3, times.count());
    assertEquals(0.001, times.millis(0.5), 0.001);
    assertEquals(1 << 30, times.millis(1) * 1_000, (1 << 30) * 0.02);
  }

  @Test
  void nothingCountedTakesNoTime() {
    assertEquals(0, new Latencies().millis(0.99));
  }
}
