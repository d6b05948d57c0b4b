package dev.chit.app.operator;

import java.util.HashMap;
import java.util.Map;

/// The figures of the server's metrics page, by name; 0 for one that this server does not have.
record Figures(Map<String, Long> all) {
  static final Figures NONE = new Figures(Map.of());

  Figures {
    all = Map.copyOf(all);
  }

  /// @param page OpenMetrics text without labels, as `chit admin stats --metrics` prints it
  static Figures of(String page) {
    var all = new HashMap<String, Long>();
    page.lines()
        .filter(line -> line.matches("[a-z_]+ -?[0-9]{1,18}"))
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              all.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
            });
    return new Figures(all);
  }

  long get(String name) {
    return all.getOrDefault(name, 0L);
  }
}
