package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member sees of the log, and of a server that shows two.
class LogTest {
  @TempDir private Path temp;

  @Test
  void theNewestCheckpointIsShownAndSaved() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      Result first = log("alice", "--json").ok();
      assertTrue(first.json().get("consistent").getAsBoolean());
      assertTrue(town.address().endsWith("#" + first.field("ledger")));
      assertTrue(first.field("seenAt").startsWith("20"));
      town.welcome("bob");

      Path notes = temp.resolve("notes");
      Result second = log("alice", "--json", "--out", notes.toString()).ok();
      assertTrue(second.json().get("size").getAsLong() > first.json().get("size").getAsLong());
      assertEquals(second.field("note"), Files.readString(notes.resolve("checkpoint")));
      assertFalse(Files.exists(notes.resolve("contradiction")));
      assertTrue(log("alice").ok().out().contains("Consistent"));
    }
  }

  @Test
  void aServerThatForgetsWhatItSignedIsCaughtWithBothNotes() throws Exception {
    Path data = temp.resolve("server");
    Path copy = temp.resolve("copy");
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
    }
    copy(data, copy);
    ServerConfig config = ServerConfig.of(data, Unit.parse("EUR:2"));
    try (ChitServer server = ChitServer.start(config)) {
      welcome("bob", server);
      log("alice", "--server", server.address()).ok();
    }
    try (ChitServer server = ChitServer.start(ServerConfig.of(copy, Unit.parse("EUR:2")))) {
      welcome("carol", server);
      welcome("dora", server);
      Path notes = temp.resolve("evidence");
      Result caught =
          log("alice", "--server", server.address(), "--json", "--out", notes.toString());
      assertEquals(3, caught.exit());
      JsonObject json = caught.json();
      assertEquals("history-rewritten", json.getAsJsonObject("error").get("code").getAsString());
      assertFalse(json.get("consistent").getAsBoolean());
      assertEquals(caught.field("note"), Files.readString(notes.resolve("checkpoint")));
      assertEquals(
          json.getAsJsonObject("contradiction").get("note").getAsString(),
          Files.readString(notes.resolve("contradiction")));
      log("alice", "--server", server.address()).failed(3, "history-rewritten");
    }
  }

  private void welcome(String name, ChitServer server) {
    String home = temp.resolve(name).toString();
    Chit.run("register", name, "--home", home, "--no-passphrase", "--server", server.address())
        .ok();
  }

  private Result log(String name, String... words) {
    return Chit.run(
        Stream.concat(Stream.of("log", "--home", temp.resolve(name).toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
