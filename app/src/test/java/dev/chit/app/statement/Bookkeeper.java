package dev.chit.app.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The real programs of other people that read a statement: Debian's hledger and beancount. They
/// are there or the test fails: `.ci/run` installs them.
public final class Bookkeeper {
  private Bookkeeper() {}

  /// How a program ended.
  public record Verdict(int exit, String out, String err) {
    public boolean passed() {
      return exit == 0;
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  public static Verdict hledger(Path journal, String... words) throws Exception {
    return run(words("hledger", "-f", journal.toString(), words));
  }

  public static Verdict beanCheck(Path ledger) throws Exception {
    return run(List.of("bean-check", ledger.toString()));
  }

  static Verdict beanQuery(Path ledger, String query) throws Exception {
    return run(List.of("bean-query", "-q", "-f", "csv", ledger.toString(), query));
  }

  private static List<String> words(String first, String second, String third, String... rest) {
    var words = new java.util.ArrayList<>(List.of(first, second, third));
    words.addAll(List.of(rest));
    return words;
  }

  private static Verdict run(List<String> command) throws IOException, InterruptedException {
    Path err = Files.createTempFile("bookkeeper", ".err");
    try {
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Verdict(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
