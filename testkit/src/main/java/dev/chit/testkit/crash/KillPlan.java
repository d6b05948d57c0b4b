package dev.chit.testkit.crash;

import java.time.Duration;
import java.util.Random;

/// How often a child is killed, and when: chosen by one seed.
///
/// The seed fixes every choice that the test makes; what the child was doing at the moment of its
/// death it does not fix, so a failure may take some runs to come back.
///
/// | system property | meaning |
/// |---|---|
/// | `chit.crash.kills` | how many kills, for a longer run |
/// | `chit.crash.seed` | the seed of a run that failed |
public final class KillPlan {
  private static final String KILLS = "chit.crash.kills";
  private static final String SEED = "chit.crash.seed";

  /// One kill of so many comes before the child has got ready.
  private static final int STARTING_ONE_IN = 6;

  private static final int STARTING_MILLIS_MAX = 1_500;
  private static final int ANSWERS_MAX = 400;
  private static final int LATER_MICROS_MAX = 20_000;

  private final String test;
  private final int kills;
  private final long seed;
  private final Random random;

  /// When to kill.
  public sealed interface Moment {
    /// So long after the child was started, ready or not.
    record Starting(Duration after) implements Moment {}

    /// As soon as so many more answers have come, and a little later.
    record UnderLoad(int answers, Duration later) implements Moment {}
  }

  private KillPlan(String test, int kills, long seed) {
    this.test = test;
    this.kills = kills;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /// The plan that the system properties ask for, else a new seed.
  ///
  /// @param test the class that runs it
  /// @param killsByDefault unless the property says how many
  public static KillPlan of(Class<?> test, int killsByDefault) {
    return new KillPlan(
        test.getSimpleName(),
        Integer.getInteger(KILLS, killsByDefault),
        Long.getLong(SEED, System.nanoTime()));
  }

  public int kills() {
    return kills;
  }

  /// A source of choices of its own for somebody: the same for the same name.
  public Random random(String name) {
    return new Random(seed * 31 + name.hashCode());
  }

  public Moment next() {
    if (random.nextInt(STARTING_ONE_IN) == 0) {
      return new Moment.Starting(Duration.ofMillis(random.nextInt(STARTING_MILLIS_MAX)));
    }
    return new Moment.UnderLoad(
        1 + random.nextInt(ANSWERS_MAX),
        Duration.ofNanos(1_000L * random.nextInt(LATER_MICROS_MAX)));
  }

  /// How to run the same plan again: to be printed when it fails.
  public String reproduce(String module) {
    return "mvn -pl %s -am test -Dtest=%s -D%s=%d -D%s=%d"
        .formatted(module, test, SEED, seed, KILLS, kills);
  }
}
