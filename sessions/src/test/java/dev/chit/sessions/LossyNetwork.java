package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Two ends and a network that loses, repeats and reorders, all decided by one seed.
final class LossyNetwork {
  private static final int IN_FLIGHT_MAX = 60;

  private final End[] ends;
  private final TestClock clock;
  private final RandomGenerator chance;
  private final List<List<Letter>> inFlight = List.of(new ArrayList<>(), new ArrayList<>());
  private final Set<String> opened = new HashSet<>();
  private int sent;
  int lost;
  final Set<String> kindsOpened = new TreeSet<>();

  private record Letter(String text, byte[] envelope) {}

  LossyNetwork(End one, End other, TestClock clock, long seed) {
    ends = new End[] {one, other};
    this.clock = clock;
    chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    one.meet(other.statement());
    other.meet(one.statement());
  }

  /// Runs, then delivers all that was not lost.
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
    for (int from = 0; from < 2; from++) {
      while (!inFlight.get(from).isEmpty()) {
        deliver(from, false);
      }
    }
    assertEquals(sent - lost, opened.size());
  }

  private void step() {
    int from = chance.nextInt(2);
    List<Letter> waiting = inFlight.get(from);
    int what = chance.nextInt(1000);
    if (what < 400 && waiting.size() < IN_FLIGHT_MAX) {
      String text = "message " + sent++;
      waiting.add(new Letter(text, ends[from].send(text, ends[1 - from])));
    } else if (waiting.isEmpty()) {
      return;
    } else if (what < 450) {
      Letter gone = waiting.remove(chance.nextInt(waiting.size()));
      if (!opened.contains(gone.text())) {
        lost++;
      }
    } else if (what < 550) {
      deliver(from, true);
    } else if (what < 555) {
      clock.advance(Duration.ofHours(25));
    } else {
      deliver(from, false);
    }
  }

  private void deliver(int from, boolean keepACopy) {
    List<Letter> waiting = inFlight.get(from);
    int at = chance.nextInt(3) == 0 ? chance.nextInt(waiting.size()) : 0;
    Letter letter = keepACopy ? waiting.get(at) : waiting.remove(at);
    String text = ends[1 - from].receive(letter.envelope());
    if (opened.add(letter.text())) {
      assertEquals(letter.text(), text);
      kindsOpened.add(from + ":" + letter.envelope()[0]);
    } else {
      assertNull(text);
    }
  }
}
