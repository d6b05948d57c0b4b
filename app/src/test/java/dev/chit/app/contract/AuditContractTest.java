package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.LedgerId;
import dev.chit.core.Unit;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Audits of a server that runs.
class AuditContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temp;

  @Test
  void anAuditorReadsTheServersLogAndAMemberDoesNot() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      town.welcome("bob");
      appointAuditor("alice", town);

      audit("bob", town.address()).failed(1, "not-auditor");
      Result audit = audit("alice", town.address(), "--json").ok();
      assertEquals("true", audit.field("ok"));
      // Creation, operator, two accounts with a grant each, and the appointment.
      assertEquals(7, audit.json().get("events").getAsLong());
      assertEquals("200.00 EUR", audit.field("circulation"));
      assertEquals(
          audit.field("root"),
          Chit.run("log", "--home", town.home("alice"), "--json").ok().field("root"));
      assertEquals("", audit("alice", town.address()).ok().err(), "no bar without a terminal");
    }
  }

  @Test
  void theHolderOfAProfileDoesTheAuditForOthers() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      appointAuditor("alice", town);
      try (Chit.Running agent = Chit.start("agent", "--home", town.home("alice"), "--json")) {
        agent.out().await("\"ready\":true");
        assertEquals("true", audit("alice", town.address(), "--json").ok().field("ok"));
        Chit.run("audit", "--data", town.data(), "--home", town.home("alice")).ok();
      }
    }
  }

  @Test
  void aServerThatGoesOnFromAnOldCopyIsCaughtByWhatTheAuditorSaw() throws Exception {
    Path data = temp.resolve("server");
    Path copy = temp.resolve("copy");
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      appointAuditor("alice", town);
    }
    copy(data, copy);
    try (ChitServer server = ChitServer.start(ServerConfig.of(data, Unit.parse("EUR:2")))) {
      welcome("bob", server);
      audit("alice", server.address()).ok();
    }
    try (ChitServer server = ChitServer.start(ServerConfig.of(copy, Unit.parse("EUR:2")))) {
      welcome("carol", server);
      welcome("dora", server);
      Result caught = audit("alice", server.address(), "--json");
      assertEquals(1, caught.exit(), caught.out() + caught.err());
      assertTrue(caught.out().contains("\"code\":\"fork\""), caught.out());
    }
  }

  @Test
  void theOperatorsAuditHoldsTheLogAgainstTheServersOwnLastWord() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      Chit.run("audit", "--data", town.data()).ok();
      Path checkpoint = Path.of(town.data(), "checkpoint");
      awaitWritten(checkpoint, "4");
      Files.writeString(checkpoint, otherNote(town.data()));

      Result caught = Chit.run("audit", "--data", town.data(), "--json");
      assertEquals(1, caught.exit(), caught.out() + caught.err());
      assertTrue(caught.out().contains("\"code\":\"fork\""), caught.out());
    }
  }

  private Result audit(String name, String server, String... words) {
    return Chit.run(
        Stream.concat(
                Stream.of("audit", "--home", temp.resolve(name).toString(), "--server", server),
                Stream.of(words))
            .toArray(String[]::new));
  }

  private void welcome(String name, ChitServer server) {
    String home = temp.resolve(name).toString();
    Chit.run("register", name, "--home", home, "--no-passphrase", "--server", server.address())
        .ok();
  }

  private static void appointAuditor(String name, Town town) {
    Chit.run("admin", "auditor", name, "--data", town.data()).ok();
  }

  /// A note of four events that never were.
  private static String otherNote(String data) throws IOException {
    try (SigningKey logKey = SigningKey.load(Path.of(data, "log.key"))) {
      var other = new Checkpoint(Checkpoint.originOf(ledger(data)), 4, MerkleTree.EMPTY_ROOT);
      return SignedCheckpoint.sign(other, logKey.verifyKey(), logKey::sign).note();
    }
  }

  private static LedgerId ledger(String data) throws IOException {
    try (SigningKey logKey = SigningKey.load(Path.of(data, "log.key"))) {
      return LedgerId.ofKey(logKey.verifyKey());
    }
  }

  /// The server writes it a moment after the event, and then not again.
  private static void awaitWritten(Path checkpoint, String size) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(checkpoint).lines().toList().get(1).equals(size)) {
      assertTrue(System.nanoTime() < deadline, "the checkpoint was not written");
      Thread.onSpinWait();
    }
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
