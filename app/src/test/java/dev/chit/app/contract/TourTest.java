package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.build.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walks through `docs/tour.md`: every command is run, and must say what the page shows. `…` on the
/// page stands for anything.
final class TourTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern RECEIPT = Pattern.compile("Receipt: chit receipts ([0-9a-f]{32})");
  private static final Set<String> BEFORE_A_PATH = Set.of("--home", "--data", "--out");
  private static final Pattern OF_THE_TOUR =
      Pattern.compile("[a-z-]+\\.(chit|receipt|csv)|backup-1");

  /// What only looks, and may look again until what was sent has arrived.
  private static final Set<String> LOOKS =
      Set.of("history", "requests", "save", "search", "statement");

  private static final int STEPS_MIN = 30;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path temp;

  /// A command, and the lines that it must say.
  private record Step(String command, List<String> says) {}

  /// Of the server that runs.
  private String address = "";

  /// Of the newest payment.
  private String chit = "";

  @Test
  void everyCommandOfTheTourDoesWhatThePageSays() throws Exception {
    List<Step> steps = steps(Files.readString(Project.root().resolve("docs/tour.md")));
    assertTrue(steps.size() >= STEPS_MIN, "only " + steps.size() + " steps");
    List<String> words = new ArrayList<>(words(steps.getFirst().command()));
    assertEquals("server", words.getFirst());
    words.addAll(List.of("--listen", "127.0.0.1:0"));
    try (Chit.Running server = Chit.start(words.toArray(String[]::new))) {
      server.out().await("ready ");
      address = server.out().text().lines().findFirst().orElseThrow().substring("ready ".length());
      for (Step step : steps.subList(1, steps.size())) {
        walk(step);
      }
    }
  }

  private void walk(Step step) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> words = words(step.command());
    Result result;
    String said;
    Optional<String> missing;
    do {
      result = Chit.run(words.toArray(String[]::new));
      said = (result.out() + result.err()).replace(temp + "/", "");
      missing = missing(step, said);
    } while (missing.isPresent() && LOOKS.contains(words.getFirst()) && System.nanoTime() < end);
    String shown = "$ " + step.command() + "\n" + said;
    assertEquals(Optional.empty(), missing, shown);
    assertEquals(said.startsWith("insufficient-funds: ") ? 1 : 0, result.exit(), shown);
    RECEIPT.matcher(said).results().forEach(found -> chit = found.group(1));
  }

  /// The first line that the page shows and the program did not say, in this order.
  private static Optional<String> missing(Step step, String said) {
    List<String> lines = said.lines().toList();
    int at = 0;
    for (String expected : step.says()) {
      Pattern wanted =
          Pattern.compile(
              Stream.of(expected.split("…", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*")));
      while (at < lines.size() && !wanted.matcher(lines.get(at)).matches()) {
        at++;
      }
      if (at == lines.size()) {
        return Optional.of(expected);
      }
      at++;
    }
    return Optional.empty();
  }

  private static List<Step> steps(String page) {
    List<Step> steps = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      for (String line : blocks.group(1).lines().toList()) {
        if (line.startsWith("$ ")) {
          steps.add(new Step(line.substring(2), new ArrayList<>()));
        } else if (!line.isBlank()) {
          steps.getLast().says().add(line);
        }
      }
    }
    return steps;
  }

  /// The words of a command, with the server that runs and in a folder of their own.
  private List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      String word =
          Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
              .filter(group -> group != null)
              .findFirst()
              .orElseThrow();
      boolean path = !words.isEmpty() && BEFORE_A_PATH.contains(words.getLast());
      if (path || OF_THE_TOUR.matcher(word).matches()) {
        words.add(temp.resolve(word).toString());
      } else if (word.equals("LICENSE")) {
        words.add(Project.root().resolve(word).toString());
      } else {
        words.add(
            word.replace("127.0.0.1:7700#FINGERPRINT", address)
                .replace("FINGERPRINT", address.substring(address.indexOf('#') + 1))
                .replace("CHIT", chit));
      }
    }
    assertEquals("./chit", words.removeFirst(), command);
    return words;
  }
}
