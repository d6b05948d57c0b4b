package dev.chit.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a run is asked to do.
///
/// @param clients connections at once, each with an account of its own; the accounts of a log
/// @param window items that a client has under way at a time
/// @param signsLive whether chits are signed while a turn measures, not before
/// @param seconds how long a turn measures
/// @param warmUpSeconds how long each side runs before its first turn
/// @param runs turns of each side
/// @param scale size of pgbench's tables, in units of 100,000 accounts
/// @param events of the log that is audited
/// @param file what is sent, and by which way
/// @param filling what the ledger holds before it is measured; nothing if empty
/// @param directory where servers keep their temporary data: the disk that is measured
record BenchOptions(
    Figure figure,
    Optional<Opponent> against,
    int clients,
    int window,
    boolean signsLive,
    int seconds,
    int warmUpSeconds,
    int runs,
    int scale,
    int events,
    Sent file,
    Optional<Filling> filling,
    Path directory,
    boolean json) {

  private static final int CLIENTS_MAX = 4_000;
  private static final int WINDOW_MAX = 1_024;
  private static final int SECONDS_MAX = 3_600;
  private static final int RUNS_MAX = 100;
  private static final int SCALE_MAX = 1_000;
  private static final int ENTRIES_MIN = 100;
  private static final int ENTRIES_MAX = 1_000_000_000;

  /// From 1 MiB to 999 GiB.
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,2})([MG])");

  /// @param entries of the ledger when it is first measured
  /// @param against entries of a second ledger, measured turn by turn with the first; 0 for none
  /// @param keep where the filled directory stays for the next time
  record Filling(int entries, int against, Optional<Path> keep) {}

  /// @param bytes of the file
  /// @param byLink whether it goes straight from one client to the other
  record Sent(long bytes, boolean byLink) {}

  Duration turn() {
    return Duration.ofSeconds(seconds);
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUpSeconds);
  }

  /// Whether two ledgers of ours are compared.
  boolean comparesSizes() {
    return filling.isPresent() && filling.get().against() > 0;
  }

  /// Whom the figure is compared with, in a word.
  Optional<String> opponent() {
    return comparesSizes()
        ? filling.map(sizes -> sizes.against() + " entries")
        : against.map(Opponent::word);
  }

  static BenchOptions parse(String... args) throws BenchException {
    if (args.length == 0) {
      throw BenchException.usage("Say what to measure: pay, relay, store, file or audit.");
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
    private Optional<Opponent> against;
    private int againstEntries;
    private int clients;
    private int window;
    private boolean signsLive;
    private int seconds = 10;
    private int warmUp = 10;
    private int runs;
    private int scale = 100;
    private int events = 200_000;
    private long fileBytes = 1L << 30;
    private boolean byLink;
    private int entries;
    private Optional<Path> keep = Optional.empty();
    private Path directory = Path.of(System.getProperty("java.io.tmpdir", "."));
    private boolean json;

    Builder(Figure figure) {
      this.figure = figure;
      this.clients = figure.clients();
      this.window = figure.window();
      this.against = figure == Figure.AUDIT ? Optional.of(Opponent.LIMIT) : Optional.empty();
    }

    void set(String option, String value) throws BenchException {
      switch (option) {
        case "--against" -> against(option, value);
        case "--clients" -> clients = number(option, value, 2, CLIENTS_MAX);
        case "--window" -> window = number(option, value, 1, WINDOW_MAX);
        case "--sign" -> signsLive = live(option, value);
        case "--seconds" -> seconds = number(option, value, 1, SECONDS_MAX);
        case "--warm-up" -> warmUp = number(option, value, 0, SECONDS_MAX);
        case "--runs" -> runs = number(option, value, 1, RUNS_MAX);
        case "--scale" -> scale = number(option, value, 1, SCALE_MAX);
        case "--events" -> events = number(option, value, ENTRIES_MIN, ENTRIES_MAX);
        case "--size" -> fileBytes = size(option, value);
        case "--over" -> byLink = isLink(option, value);
        case "--entries" -> entries = number(option, value, ENTRIES_MIN, ENTRIES_MAX);
        case "--keep" -> keep = Optional.of(Path.of(value));
        case "--dir" -> directory = Path.of(value);
        default -> throw BenchException.usage("Option " + option + " is unknown.");
      }
    }

    private boolean live(String option, String value) throws BenchException {
      if (figure != Figure.PAY || !(value.equals("live") || value.equals("ahead"))) {
        throw BenchException.usage(option + " takes live or ahead, and belongs to bench pay.");
      }
      return value.equals("live");
    }

    private boolean isLink(String option, String value) throws BenchException {
      if (figure != Figure.FILE || !(value.equals("link") || value.equals("relay"))) {
        throw BenchException.usage(option + " takes relay or link, and belongs to bench file.");
      }
      return value.equals("link");
    }

    private long size(String option, String value) throws BenchException {
      Matcher size = SIZE.matcher(value);
      if (figure == Figure.FILE && size.matches()) {
        long unit = size.group(2).equals("G") ? 1L << 30 : 1L << 20;
        return Long.parseLong(size.group(1)) * unit;
      }
      throw BenchException.usage(
          option + " takes a size like 64M or 2G, not “" + value + "”, and belongs to bench file.");
    }

    private void against(String option, String value) throws BenchException {
      if (figure == Figure.PAY && !value.isEmpty() && Character.isDigit(value.charAt(0))) {
        againstEntries = number(option, value, ENTRIES_MIN, ENTRIES_MAX);
      } else {
        against = Optional.of(Opponent.of(figure, value));
      }
    }

    BenchOptions build() throws BenchException {
      boolean isCompared = against.isPresent() || againstEntries > 0;
      int turns = runs > 0 ? runs : isCompared ? 5 : 1;
      return new BenchOptions(
          figure,
          against,
          clients,
          window,
          signsLive,
          seconds,
          warmUp,
          turns,
          scale,
          events,
          new Sent(fileBytes, byLink),
          filling(),
          directory,
          json);
    }

    private Optional<Filling> filling() throws BenchException {
      if (entries == 0) {
        if (againstEntries > 0 || keep.isPresent()) {
          throw BenchException.usage("How large the ledger is to be is missing: --entries N.");
        }
        return Optional.empty();
      }
      if (figure != Figure.PAY) {
        throw BenchException.usage("--entries belongs to bench pay.");
      }
      return Optional.of(new Filling(entries, againstEntries, keep));
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
