package dev.chit.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a run is asked to do.
///
/// @param clients connections at once, each with an account of its own
/// @param window items that a client has under way at a time
/// @param seconds how long a turn measures
/// @param warmUpSeconds how long each side runs before its first turn
/// @param runs turns of each side
/// @param scale size of pgbench's tables, in units of 100,000 accounts
/// @param directory where servers keep their temporary data: the disk that is measured
record BenchOptions(
    Figure figure,
    Optional<Opponent> against,
    int clients,
    int window,
    int seconds,
    int warmUpSeconds,
    int runs,
    int scale,
    Path directory,
    boolean json) {

  private static final int CLIENTS_MAX = 4_000;
  private static final int WINDOW_MAX = 1_024;
  private static final int SECONDS_MAX = 3_600;
  private static final int RUNS_MAX = 100;
  private static final int SCALE_MAX = 1_000;

  Duration turn() {
    return Duration.ofSeconds(seconds);
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUpSeconds);
  }

  static BenchOptions parse(String... args) throws BenchException {
    if (args.length == 0) {
      throw BenchException.usage("Say what to measure: pay or relay.");
    }
    Builder builder = new Builder(Figure.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--json")) {
        builder.json = true;
        continue;
      }
      if (i + 1 == args.length) {
        throw BenchException.usage(args[i] + " is unknown, or its value is missing.");
      }
      builder.set(args[i], args[++i]);
    }
    return builder.build();
  }

  private static final class Builder {
    private final Figure figure;
    private Optional<Opponent> against = Optional.empty();
    private int clients;
    private int window;
    private int seconds = 10;
    private int warmUp = 10;
    private int runs;
    private int scale = 100;
    private Path directory = Path.of(System.getProperty("java.io.tmpdir", "."));
    private boolean json;

    Builder(Figure figure) {
      this.figure = figure;
      this.clients = figure.clients();
      this.window = figure.window();
    }

    void set(String option, String value) throws BenchException {
      switch (option) {
        case "--against" -> against = Optional.of(Opponent.of(figure, value));
        case "--clients" -> clients = number(option, value, 2, CLIENTS_MAX);
        case "--window" -> window = number(option, value, 1, WINDOW_MAX);
        case "--seconds" -> seconds = number(option, value, 1, SECONDS_MAX);
        case "--warm-up" -> warmUp = number(option, value, 0, SECONDS_MAX);
        case "--runs" -> runs = number(option, value, 1, RUNS_MAX);
        case "--scale" -> scale = number(option, value, 1, SCALE_MAX);
        case "--dir" -> directory = Path.of(value);
        default -> throw BenchException.usage("Option " + option + " is unknown.");
      }
    }

    BenchOptions build() {
      int turns = runs > 0 ? runs : against.isPresent() ? 5 : 1;
      return new BenchOptions(
          figure, against, clients, window, seconds, warmUp, turns, scale, directory, json);
    }

    private static int number(String option, String value, int min, int max) throws BenchException {
      try {
        int number = Integer.parseInt(value);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw BenchException.usage(
          option + " takes a number from " + min + " to " + max + ", not “" + value + "”.");
    }
  }
}
