package dev.chit.server.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Counters and gauges, and the page that shows them (OpenMetrics 1.0 text).
public final class Metrics {
  public static final String CONTENT_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private enum Kind {
    COUNTER("counter", "_total"),
    GAUGE("gauge", "");

    private final String word;
    private final String suffix;

    Kind(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }
  }

  private record Metric(String name, Kind kind, String help, LongSupplier value) {}

  private final List<Metric> metrics = new ArrayList<>();

  /// Something that only grows. Names are `chit_what`, without `_total`.
  public Metrics counter(String name, String help, LongSupplier value) {
    metrics.add(new Metric(name, Kind.COUNTER, help, value));
    return this;
  }

  /// Something that goes up and down.
  public Metrics gauge(String name, String help, LongSupplier value) {
    metrics.add(new Metric(name, Kind.GAUGE, help, value));
    return this;
  }

  /// The page, as of now.
  public String page() {
    var page = new StringBuilder();
    for (Metric metric : metrics) {
      page.append("# TYPE ").append(metric.name()).append(' ').append(metric.kind().word);
      page.append("\n# HELP ").append(metric.name()).append(' ').append(metric.help());
      page.append('\n').append(metric.name()).append(metric.kind().suffix).append(' ');
      page.append(metric.value().getAsLong()).append('\n');
    }
    return page.append("# EOF\n").toString();
  }
}
