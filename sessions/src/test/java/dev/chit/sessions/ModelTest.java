package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real implementation against the model and against itself, over a network that loses, repeats
/// and reorders, with a crash between any two steps of the real one.
class ModelTest {
  private static final int STEPS = 300;

  private static final Set<String> kinds = new TreeSet<>();

  private final TestClock clock = new TestClock();

  /// Ordinary, start, offer and answer, from both ends.
  @AfterAll
  static void everyKindOfMessageWasExchanged() {
    assertEquals(Set.of("0:16", "0:17", "0:18", "0:19", "1:16", "1:17", "1:18", "1:19"), kinds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void realAndModelUnderstandEachOther(long seed) {
    var network =
        new LossyNetwork(new TestDevice(seed, clock), new ModelEnd(100 + seed, clock), clock, seed);
    network.run(STEPS);
    assertTrue(network.lost > 0);
    kinds.addAll(network.kindsOpened);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void realAndRealUnderstandEachOther(long seed) {
    new LossyNetwork(new TestDevice(seed, clock), new TestDevice(100 + seed, clock), clock, seed)
        .run(STEPS);
  }

  @ParameterizedTest
  @ValueSource(longs = {21})
  void modelAndModelUnderstandEachOther(long seed) {
    new LossyNetwork(new ModelEnd(seed, clock), new ModelEnd(100 + seed, clock), clock, seed)
        .run(STEPS);
  }
}
