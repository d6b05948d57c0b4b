package dev.chit.app.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every link from one page to another, or to a file of the project, leads somewhere.
final class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("^[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
  private static final int LINKS_MIN = 100;

  @TempDir private Path temp;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> faults = new ArrayList<>();
    int links = 0;
    for (Path page : pages(Project.root())) {
      links += links(page).size();
      faults.addAll(faults(Project.root(), page));
    }

    assertTrue(links >= LINKS_MIN, "only " + links + " links found");
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void aLinkToNothingIsSeen() throws IOException {
    Files.createDirectory(temp.resolve("docs"));
    Files.writeString(temp.resolve("README.md"), "# Chit\n\n## What *it* is, `now`\n");
    Path page = temp.resolve("docs/page.md");
    Files.writeString(
        page,
        """
        # Page
        [good](../README.md#what-it-is-now) [good](#page) [good](https://example.org/x)
        [gone](gone.md) ![gone](../gone.png) [gone](../README.md#gone) `[code](no-link.md)`
        """);

    assertEquals(
        List.of(
            "docs/page.md: no gone.md",
            "docs/page.md: no ../gone.png",
            "docs/page.md: no ../README.md#gone"),
        faults(temp, page));
  }

  private static List<String> faults(Path root, Path page) throws IOException {
    List<String> faults = new ArrayList<>();
    for (String link : links(page)) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
      boolean leads = Files.exists(target) && target.startsWith(root);
      if (leads && parts.length == 2 && parts[0].endsWith(".md")) {
        leads = anchors(target).contains(parts[1]);
      } else if (leads && parts.length == 2 && parts[0].isEmpty()) {
        leads = anchors(page).contains(parts[1]);
      }
      if (!leads) {
        faults.add(root.relativize(page) + ": no " + link);
      }
    }
    return faults;
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  /// Headings as GitHub and most other readers name them.
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readString(page)
        .lines()
        .map(HEADING::matcher)
        .flatMap(heading -> heading.results().map((MatchResult found) -> found.group(1)))
        .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(text -> text.strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<Path> pages(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> isOurs(root.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isOurs(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
