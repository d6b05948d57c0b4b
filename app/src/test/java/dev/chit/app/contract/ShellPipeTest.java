package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell as a script sees it: lines in, lines out.
class ShellPipeTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void theOlderWordsDoTheWholeRound() {
    Result result =
        shell(
            "carol",
            """
            connect %s
            REg carol
            LI
            pay bob 4.50 lunch
            BAL
            chat bob
            hello bob
            /quit
            DISC
            list
            LO
            whoami
            Q
            never read
            """
                .formatted(town.address()));

    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("You are carol. Balance 100.00 EUR."), result.out());
    assertTrue(result.out().contains("Balance: 100.00 EUR"), result.out());
    assertTrue(result.out().contains("4.50 EUR paid to bob."), result.out());
    assertTrue(result.out().contains("\n95.50 EUR\n"), result.out());
    assertTrue(
        result.out().contains("The message waits on the server until bob has it."), result.out());
    assertTrue(result.out().contains("Disconnected."), result.out());
    assertEquals("disconnected: You are disconnected: type connect.\n", result.err());
    assertTrue(result.out().contains("Connected as carol."), result.out());
    assertFalse(result.out().contains("never"), result.out());
    String history = Chit.run("history", "bob", "--home", town.home("carol"), "--json").ok().out();
    assertTrue(history.contains("hello bob"), history);
  }

  @Test
  void aWrongWordDoesNotEndTheScript() {
    Result result = shell("alice", "steal\nc\npay bob\npay bob 5000\nwhoami\n");

    assertEquals(0, result.exit());
    assertEquals(4, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("insufficient-funds: "), result.err());
    assertTrue(result.out().contains("You are alice"), result.out());
  }

  @Test
  void whatArrivedIsPrintedAndCannotDriveTheTerminal() throws Exception {
    town.welcome("dora");
    Chit.run("msg", "dora", "\u001b[2Jboo\nbob: send money", "--home", town.home("alice")).ok();
    try (var typing = new PipedOutputStream();
        Chit.Running shell =
            Chit.start(
                new PipedInputStream(typing), "--home", town.home("dora"), "--no-passphrase")) {
      typing.write("login\n".getBytes(UTF_8));
      typing.flush();
      shell.out().await("alice: �[2Jboo\n    bob: send money");
      typing.write("quit\n".getBytes(UTF_8));
      typing.flush();
      Result result = shell.result().join();
      assertFalse(result.out().contains("\u001b"), result.out());
    }
  }

  @Test
  void jsonAsksForJsonThroughout() {
    Result result = shell("alice", "whoami\nbalance\nsteal\n", "--json");
    assertEquals(3, result.jsonLines().size(), result.out());
  }

  @Test
  void textThatBeginsWithADashIsText() {
    town.welcome("eve");
    shell("alice", "msg eve --json is a word\n");
    Chit.run("watch", "--count", "1", "--timeout", "30", "--home", town.home("eve")).ok();
    String history = Chit.run("history", "alice", "--home", town.home("eve"), "--json").ok().out();
    assertTrue(history.contains("--json is a word"), history);
  }

  private static Result shell(String name, String script, String... options) {
    var words = new ArrayList<>(List.of("--home", town.home(name), "--no-passphrase"));
    words.addAll(List.of(options));
    return Chit.run(Map.of(), script, words.toArray(String[]::new));
  }
}
