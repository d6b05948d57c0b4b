package dev.chit.bench;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Writes what was measured, for a person or as JSON, one object a line.
final class Report {
  private final BenchOptions options;
  private final PrintStream out;

  Report(BenchOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  void begins() {
    if (!options.json() && options.figure() == Figure.AUDIT) {
      out.printf(
          Locale.ROOT,
          "audit: %,d events of %,d accounts, turns of %d s on %d processors%n",
          options.events(),
          options.clients(),
          options.seconds(),
          processors());
    } else if (!options.json() && options.figure() == Figure.FILE) {
      out.printf(
          Locale.ROOT,
          "file: %,d bytes over the %s, turns of %d s on %d processors%n",
          options.file().bytes(),
          way(),
          options.seconds(),
          processors());
    } else if (!options.json()) {
      out.printf(
          Locale.ROOT,
          "%s: %d clients, %d under way in each, turns of %d s on %d processors%n",
          options.figure().word(),
          options.clients(),
          options.window(),
          options.seconds(),
          processors());
    }
  }

  private String way() {
    return options.file().byLink() ? "link" : "relay";
  }

  /// @param number from 1 on
  void turn(int number, Side side, Turn turn) {
    if (options.json()) {
      out.println(json(number, side, turn));
    } else {
      out.println(text(number, side, turn));
    }
  }

  private JsonObject json(int number, Side side, Turn turn) {
    JsonObject line = new JsonObject();
    line.addProperty("bench", options.figure().word());
    line.addProperty("turn", number);
    line.addProperty("side", side.name());
    line.addProperty("count", turn.count());
    line.addProperty("seconds", rounded(turn.seconds()));
    line.addProperty("per_second", rounded(turn.perSecond()));
    line.addProperty("p50_ms", rounded(turn.p50Millis()));
    line.addProperty("p99_ms", rounded(turn.p99Millis()));
    line.addProperty("generator_cpu_s", rounded(turn.generatorCpuSeconds()));
    line.addProperty("server_cpu_s", rounded(turn.serverCpuSeconds()));
    turn.paced()
        .ifPresent(
            paced -> {
              line.addProperty("paced_per_second", rounded(paced.perSecond()));
              line.addProperty("paced_p50_ms", rounded(paced.p50Millis()));
              line.addProperty("paced_p99_ms", rounded(paced.p99Millis()));
            });
    turn.more().keySet().stream()
        .sorted()
        .forEach(name -> line.addProperty(name, rounded(turn.more().getOrDefault(name, 0.0))));
    return line;
  }

  private String text(int number, Side side, Turn turn) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%2d  %-10s %,9.0f/s  %s",
            number,
            side.name(),
            turn.perSecond(),
            options.figure() == Figure.AUDIT
                ? String.format(Locale.ROOT, "CPU-s: %.1f", turn.serverCpuSeconds())
                : times(turn)));
    turn.paced()
        .ifPresent(
            paced ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  at %,.0f/s: p50 %.2f ms, p99 %.2f ms",
                        paced.perSecond(),
                        paced.p50Millis(),
                        paced.p99Millis())));
    return line.toString();
  }

  private static String times(Turn turn) {
    String latency =
        turn.p99Millis() == 0
            ? String.format(Locale.ROOT, "mean %.1f ms", turn.p50Millis())
            : String.format(
                Locale.ROOT, "p50 %.1f ms  p99 %.1f ms", turn.p50Millis(), turn.p99Millis());
    return String.format(
        Locale.ROOT,
        "%s  CPU-s: server %.1f, generator %.1f",
        latency,
        turn.serverCpuSeconds(),
        turn.generatorCpuSeconds());
  }

  /// What one side did in all.
  ///
  /// @param figures measured once, by their names in JSON
  record Measured(List<Turn> turns, Map<String, Double> figures) {
    double perSecond() {
      return median(turns, Turn::perSecond);
    }

    /// Microseconds of the server's processor time an item.
    double serverCpuMicros() {
      return median(turns, turn -> turn.serverCpuSeconds() / turn.count() * 1e6);
    }
  }

  /// The last line: medians of all turns, and their ratio.
  void ends(Measured ours, Measured peer) {
    if (options.json()) {
      out.println(lastLine(ours, peer));
      return;
    }
    String counted = options.figure().counted();
    if (options.opponent().isEmpty()) {
      out.printf(Locale.ROOT, "%,.0f %s/s%n", ours.perSecond(), counted);
    } else {
      out.printf(
          Locale.ROOT,
          "%,.0f %s/s against %,.0f of %s: %.2f times (medians of %d turns)%n",
          ours.perSecond(),
          counted,
          peer.perSecond(),
          options.opponent().get(),
          ours.perSecond() / peer.perSecond(),
          ours.turns().size());
    }
    if (options.comparesSizes()) {
      out.printf(
          Locale.ROOT,
          "cost of a payment: %.2f times the processor time, %.2f times by the rate%n",
          ours.serverCpuMicros() / peer.serverCpuMicros(),
          peer.perSecond() / ours.perSecond());
    }
    printFigures("chit", ours);
    printFigures(options.opponent().orElse(""), peer);
  }

  private void printFigures(String side, Measured measured) {
    if (!measured.figures().isEmpty()) {
      out.println(side + ": " + new TreeMap<>(measured.figures()));
    }
  }

  private JsonObject lastLine(Measured ours, Measured peer) {
    JsonObject line = new JsonObject();
    line.addProperty("bench", options.figure().word());
    if (options.figure() == Figure.AUDIT) {
      line.addProperty("events", options.events());
      line.addProperty("accounts", options.clients());
    } else if (options.figure() == Figure.FILE) {
      line.addProperty("bytes", options.file().bytes());
      line.addProperty("over", way());
    } else {
      line.addProperty("clients", options.clients());
      line.addProperty("window", options.window());
    }
    line.addProperty("turns", ours.turns().size());
    line.addProperty("processors", processors());
    line.addProperty("ours", rounded(ours.perSecond()));
    if (options.opponent().isEmpty()) {
      line.add("against", JsonNull.INSTANCE);
      line.add("peer", JsonNull.INSTANCE);
      line.add("ratio", JsonNull.INSTANCE);
    } else {
      line.addProperty("against", options.opponent().get());
      line.addProperty("peer", rounded(peer.perSecond()));
      line.addProperty("ratio", rounded(ratio(ours, peer)));
    }
    if (options.figure() == Figure.AUDIT) {
      // What the ratio would be with processors of their own.
      line.addProperty("cpu_ratio", rounded(peer.serverCpuMicros() / ours.serverCpuMicros()));
    }
    if (options.figure() == Figure.FILE) {
      addCpu(line, "ours_", ours.turns());
      addCpu(line, "peer_", peer.turns());
    }
    if (options.comparesSizes()) {
      line.addProperty("rate_ratio", rounded(peer.perSecond() / ours.perSecond()));
      line.addProperty("ours_server_cpu_us", rounded(ours.serverCpuMicros()));
      line.addProperty("peer_server_cpu_us", rounded(peer.serverCpuMicros()));
    }
    addFigures(line, "ours_", ours);
    addFigures(line, "peer_", peer);
    addPaced(line, ours.turns(), peer.turns());
    return line;
  }

  /// Milliseconds of processor time for a megabyte, of both ends and what is between them.
  private static void addCpu(JsonObject line, String prefix, List<Turn> turns) {
    if (!turns.isEmpty()) {
      double each =
          median(
              turns,
              turn -> (turn.generatorCpuSeconds() + turn.serverCpuSeconds()) / turn.count() * 1e3);
      line.addProperty(prefix + "cpu_ms_per_mb", rounded(each));
    }
  }

  /// How many times the peer's rate; of two ledgers, how many times the cost of a payment.
  private double ratio(Measured ours, Measured peer) {
    return options.comparesSizes()
        ? ours.serverCpuMicros() / peer.serverCpuMicros()
        : ours.perSecond() / peer.perSecond();
  }

  private static void addFigures(JsonObject line, String prefix, Measured measured) {
    new TreeMap<>(measured.figures())
        .forEach((name, value) -> line.addProperty(prefix + name, rounded(value)));
  }

  private static void addPaced(JsonObject line, List<Turn> ours, List<Turn> peers) {
    if (Stream.concat(ours.stream(), peers.stream()).allMatch(turn -> turn.paced().isPresent())) {
      double our = median(ours, Report::pacedP99);
      line.addProperty("ours_paced_p99_ms", rounded(our));
      if (!peers.isEmpty()) {
        double peer = median(peers, Report::pacedP99);
        line.addProperty("peer_paced_p99_ms", rounded(peer));
        line.addProperty("paced_p99_ratio", rounded(our / peer));
      }
    }
  }

  private static double pacedP99(Turn turn) {
    return turn.paced().orElseThrow().p99Millis();
  }

  /// 0 for none.
  static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
