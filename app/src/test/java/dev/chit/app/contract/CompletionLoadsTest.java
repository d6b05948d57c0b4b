package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What other programs make of the completion scripts and of the manual page. Those that are not
/// installed are skipped; `.ci/run` installs them.
class CompletionLoadsTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellTakesItsScript(String shell) throws Exception {
    Path script = temp.resolve("chit." + shell);
    Files.writeString(script, Chit.run("completion", shell).ok().out());
    assertEquals("", run(List.of(shell, "-n", script.toString())));
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = temp.resolve("chit.bash");
    Files.writeString(script, Chit.run("completion", "bash").ok().out());
    String said =
        run(
            List.of(
                "bash",
                "-c",
                "source "
                    + script
                    + "; COMP_WORDS=(chit pay --re) COMP_CWORD=2 COMP_LINE='chit pay --re'"
                    + " COMP_POINT=13; _complete_chit; echo ${COMPREPLY[@]}"));
    assertTrue(said.contains("--request"), said);
  }

  @Test
  void theManualPageIsOne() throws Exception {
    String page = Chit.run("help", "--man").ok().out();
    Path file = temp.resolve("chit.1");
    Files.writeString(file, page);
    assertTrue(page.contains(".SS \"chit pay NAME AMOUNT [MEMO]\""), page);
    assertTrue(page.contains(".SS \"chit admin issue"), page);
    assertEquals(
        "", run(List.of("groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z", file.toString())));
  }

  /// What it says, on either stream.
  private static String run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, command.getFirst() + " is not installed");
      throw e;
    }
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
