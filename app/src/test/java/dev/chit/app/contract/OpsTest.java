package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chit.app.build.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `ops/` and the operator's guide say of metrics, against the page of a real server.
final class OpsTest {
  private static final Pattern METRIC = Pattern.compile("\\bchit_[a-z_]+\\b");

  @TempDir Path directory;

  @Test
  void everyMetricThatIsNamedIsOnThePage() throws Exception {
    Set<String> page = page();
    for (String file :
        List.of(
            "ops/grafana/chit.json",
            "ops/prometheus/alerts.yml",
            "ops/prometheus/alerts-test.yml",
            "docs/operating.md")) {
      Set<String> named = metrics(Files.readString(Project.root().resolve(file)));
      assertFalse(named.isEmpty(), file);
      named.removeAll(page);
      assertEquals(Set.of(), named, file);
    }
  }

  @Test
  void theDashboardShowsAllOfThem() throws Exception {
    Set<String> missing = page();
    missing.removeAll(metrics(Files.readString(Project.root().resolve("ops/grafana/chit.json"))));
    assertEquals(Set.of(), missing);
  }

  /// Names of the samples of a server's page.
  private Set<String> page() throws Exception {
    try (Town town = Town.build(directory)) {
      String shown = Chit.run("admin", "stats", "--data", town.data(), "--metrics").ok().out();
      return shown
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[ {]")[0])
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
