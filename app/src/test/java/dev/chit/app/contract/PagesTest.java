package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.build.Project;
import dev.chit.app.command.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages for people say to type is there: each command, and each of its options. The tour
/// has a test of its own, which runs it.
final class PagesTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?<![\\w/.-])(?:\\./)?chit (?!chit )([a-z]+)( [a-z][a-z-]*)?([^`\n|;&#]*)");
  private static final Pattern COMMENT = Pattern.compile(" # .*");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z-]+");
  private static final Pattern CODE = Pattern.compile("(?ms)^```[a-z]*$.*?^```$|`[^`\n]*`");
  private static final Set<String> OF_THE_LAUNCHER = Set.of("test", "package");
  private static final int COMMANDS_MIN = 100;

  private final Map<String, String> help = new HashMap<>();

  @Test
  void whatThePagesSayToTypeIsThere() throws IOException {
    List<String> faults = new ArrayList<>();
    int commands = 0;
    for (Path page : pages()) {
      for (MatchResult code : CODE.matcher(Files.readString(page)).results().toList()) {
        Matcher command = COMMAND.matcher(COMMENT.matcher(code.group()).replaceAll(""));
        while (command.find()) {
          commands++;
          fault(command).ifPresent(what -> faults.add(page.getFileName() + ": " + what));
        }
      }
    }
    assertTrue(commands >= COMMANDS_MIN, "only " + commands + " commands found");
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void whatIsNotThereIsSeen() {
    for (String wrong :
        List.of("chit steal bob", "chit admin steal x", "chit pay bob --free", "./chit paid 1")) {
      Matcher command = COMMAND.matcher(wrong);
      assertTrue(command.find() && fault(command).isPresent(), wrong);
    }
    Matcher right = COMMAND.matcher("sudo -u chit chit admin stats --data DIR --json | less --no");
    assertTrue(right.find() && fault(right).isEmpty());
  }

  private Optional<String> fault(MatchResult command) {
    String word = command.group(1);
    if (OF_THE_LAUNCHER.contains(word)) {
      return Optional.empty();
    }
    if (Arrays.stream(Verb.values()).noneMatch(verb -> verb.word().equals(word))) {
      return Optional.of("no command in “" + command.group() + "”");
    }
    String second = command.group(2) == null ? "" : command.group(2).strip();
    String both = word + " " + second;
    boolean isCommand = !second.isEmpty() && help(both).contains("Usage: chit " + both);
    if (word.equals("admin") && !second.isEmpty() && !isCommand) {
      return Optional.of("no command in “" + command.group() + "”");
    }
    String explained = help(isCommand ? both : word);
    return OPTION
        .matcher(" " + command.group(3))
        .results()
        .map(MatchResult::group)
        .filter(option -> !explained.contains(option))
        .findFirst()
        .map(option -> "no " + option + " in “" + command.group() + "”");
  }

  private String help(String words) {
    return help.computeIfAbsent(
        words,
        it ->
            Chit.run(
                    Stream.concat(Stream.of(it.split(" ")), Stream.of("--help"))
                        .toArray(String[]::new))
                .out());
  }

  private static List<Path> pages() throws IOException {
    Path root = Project.root();
    List<Path> pages =
        new ArrayList<>(
            List.of(
                root.resolve("README.md"),
                root.resolve("docs/operating.md"),
                root.resolve("docs/web.md"),
                root.resolve("docs/doors.md")));
    try (Stream<Path> people = Files.list(root.resolve("docs/people"))) {
      pages.addAll(people.sorted().collect(Collectors.toList()));
    }
    return pages;
  }
}
