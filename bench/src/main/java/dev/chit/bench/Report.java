package dev.chit.bench;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
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
    if (!options.json()) {
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
            "%2d  %-10s %,9.0f/s  %s  CPU-s: server %.1f, generator %.1f",
            number,
            side.name(),
            turn.perSecond(),
            times(turn),
            turn.serverCpuSeconds(),
            turn.generatorCpuSeconds()));
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
    return turn.p99Millis() == 0
        ? String.format(Locale.ROOT, "mean %.1f ms", turn.p50Millis())
        : String.format(
            Locale.ROOT, "p50 %.1f ms  p99 %.1f ms", turn.p50Millis(), turn.p99Millis());
  }

  /// The last line: medians of all turns, and their ratio.
  void ends(List<Turn> ours, List<Turn> peers) {
    double our = median(ours, Turn::perSecond);
    double peer = median(peers, Turn::perSecond);
    if (options.json()) {
      out.println(lastLine(ours, peers));
    } else if (peers.isEmpty()) {
      out.printf(Locale.ROOT, "%,.0f %s/s%n", our, options.figure().counted());
    } else {
      out.printf(
          Locale.ROOT,
          "%,.0f %s/s against %,.0f of %s: %.1f times (medians of %d turns)%n",
          our,
          options.figure().counted(),
          peer,
          options.against().orElseThrow().word(),
          our / peer,
          ours.size());
    }
  }

  private JsonObject lastLine(List<Turn> ours, List<Turn> peers) {
    JsonObject line = new JsonObject();
    line.addProperty("bench", options.figure().word());
    line.addProperty("clients", options.clients());
    line.addProperty("window", options.window());
    line.addProperty("turns", ours.size());
    line.addProperty("processors", processors());
    line.addProperty("ours", rounded(median(ours, Turn::perSecond)));
    if (peers.isEmpty()) {
      line.add("against", JsonNull.INSTANCE);
      line.add("peer", JsonNull.INSTANCE);
      line.add("ratio", JsonNull.INSTANCE);
    } else {
      double ratio = median(ours, Turn::perSecond) / median(peers, Turn::perSecond);
      line.addProperty("against", options.against().orElseThrow().word());
      line.addProperty("peer", rounded(median(peers, Turn::perSecond)));
      line.addProperty("ratio", rounded(ratio));
    }
    if (Stream.concat(ours.stream(), peers.stream()).allMatch(turn -> turn.paced().isPresent())) {
      double our = median(ours, Report::pacedP99);
      line.addProperty("ours_paced_p99_ms", rounded(our));
      if (!peers.isEmpty()) {
        double peer = median(peers, Report::pacedP99);
        line.addProperty("peer_paced_p99_ms", rounded(peer));
        line.addProperty("paced_p99_ratio", rounded(our / peer));
      }
    }
    return line;
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
