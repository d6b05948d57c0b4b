package dev.chit.app.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TidyTest {
  private static final Set<String> TEXT =
      Set.of("java", "proto", "md", "xml", "json", "sh", "yml", "yaml", "properties", "");
  private static final int FILES_MIN = 50;

  @Test
  void everyTextFileIsTidy() throws IOException {
    Path root = Project.root();
    List<String> faults = new ArrayList<>();
    List<Path> files = files(root);
    for (Path file : files) {
      String path = root.relativize(file).toString().replace('\\', '/');
      faults.addAll(Tidy.faults(path, Files.readString(file, StandardCharsets.UTF_8)));
    }

    assertTrue(files.size() >= FILES_MIN, "only " + files.size() + " files found under " + root);
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void eachFaultIsSeen() {
    assertFault("core/A.java", "int a;\t\n", "core/A.java:1: tab");
    assertFault("docs/a.md", "words \n", "docs/a.md:1: trailing blank");
    assertFault("docs/a.md", "words", "docs/a.md: ends otherwise than in one newline");
    assertFault("docs/a.md", "words\n\n", "docs/a.md: ends otherwise than in one newline");
    assertFault("docs/a.md", "words\r\n", "docs/a.md: carriage return");
    assertFault(
        "a.sh", "# TO" + "DO later\n", "a.sh:1: unfinished work: finish it or leave it out");
    assertFault("a.sh", "cd /ho" + "me/ann/chit\n", "a.sh:1: path of one machine");
    assertFault(
        "core/A.java",
        "  /" + "** Old. */\n",
        "core/A.java:1: documentation comment other than `///`");
    assertFault(
        "core/A.java",
        "    System.out.println();\n",
        "core/A.java:1: prints, outside app, bench and examples");
    assertEquals(List.of(), Tidy.faults("app/A.java", "    System.out.println();\n"));
    assertEquals(List.of(), Tidy.faults("core/A.java", "/// System.out.println();\n"));
  }

  private static void assertFault(String path, String text, String fault) {
    assertTrue(Tidy.faults(path, text).contains(fault), () -> Tidy.faults(path, text).toString());
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> isSource(root.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /// Files of the project itself: not what is built, and nothing hidden but `.ci`.
  private static boolean isSource(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.equals("target") || (name.startsWith(".") && !name.equals(".ci"))) {
        return false;
      }
    }
    String name = String.valueOf(relative.getFileName());
    return TEXT.contains(name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "");
  }
}
