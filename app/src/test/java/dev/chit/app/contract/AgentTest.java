package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process owns a profile; the others go through it, or take turns.
class AgentTest {
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
  void commandsGoThroughTheAgentWithoutThePassphrase() throws Exception {
    String home = town.home("carol");
    Map<String, String> passphrase = Map.of("CHIT_PASSPHRASE", "correct horse");
    Chit.run(passphrase, "", "register", "carol", "--home", home, "--server", town.address()).ok();
    Path secret = Files.writeString(temp.resolve("secret"), "correct horse");
    try (Chit.Running agent =
        Chit.start("agent", "--home", home, "--json", "--passphrase-file", secret.toString())) {
      agent.out().await("\"ready\":true");

      assertEquals("100.00\n", Chit.run("balance", "--home", home, "--quiet").ok().out());
      Chit.run("pay", "bob", "1.00", "--home", home, "--json").ok();
      Chit.run("pay", "bob", "5000", "--home", home, "--json").failed(1, "insufficient-funds");
      Chit.run("pay", "bob", "--home", home).failed(2, "usage");
      Chit.run("balance", "--home", home, "--server", "127.0.0.1:1").failed(2, "other-server");
      Chit.run("agent", "--home", home, "--passphrase-file", secret.toString())
          .failed(2, "profile-in-use");
      assertEquals(0, Chit.run(Map.of(), "hello\n", "chat", "bob", "--home", home).exit());
    }
    Chit.run("whoami", "--home", home).failed(2, "passphrase-needed");
  }

  @Test
  void aWatchThroughTheAgentSeesWhatArrives() throws Exception {
    String home = town.home("bob");
    try (Chit.Running agent = Chit.start("agent", "--home", home, "--json")) {
      agent.out().await("\"ready\":true");
      try (Chit.Running watch = Chit.start("watch", "--home", home, "--json", "--count", "1")) {
        Chit.run("msg", "bob", "knock knock", "--home", town.home("alice")).ok();
        watch.out().await("knock knock");
        assertEquals(0, watch.result().join().exit());
      }
    }
  }

  @Test
  void shortCommandsTakeTurns() {
    List<CompletableFuture<Result>> all =
        IntStream.range(0, 6)
            .mapToObj(
                _ -> CompletableFuture.supplyAsync(() -> alice("pay", "bob", "0.50", "--json")))
            .toList();
    all.forEach(result -> result.join().ok());
    assertTrue(alice("balance", "--quiet").ok().out().startsWith("97.00"));
  }

  private static Result alice(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home("alice")));
    return Chit.run(all.toArray(String[]::new));
  }
}
