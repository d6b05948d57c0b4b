package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two members on machines of their own; the server goes, then the cable between the machines.
class LinkedMachinesTest {
  private static final String SKIPPED =
      "SKIPPED: no network namespaces here (root and iproute2 are needed), so links between"
          + " machines are not tried";

  @TempDir private Path temp;

  @Test
  void whatIsSaidFindsItsWayWhateverIsCut() throws Exception {
    assumeTrue(Namespaces.arePossible(), SKIPPED);
    ServerConfig config =
        ServerConfig.of(Files.createDirectories(temp.resolve("server")), Unit.parse("EUR:2"))
            .withOpeningGrant(100_00);
    ChitServer server = ChitServer.start(config.withListen("0.0.0.0", 0));
    int port = server.port();
    String fingerprint = server.address().substring(server.address().indexOf('#'));
    var agents = new ArrayList<Process>();
    try (Namespaces machines = Namespaces.build()) {
      welcome("alice", machines.serverForOne() + ":" + port + fingerprint);
      welcome("bob", machines.serverForOther() + ":" + port + fingerprint);
      as("alice", "msg", "bob", "hello").ok();
      as("bob", "msg", "alice", "hello").ok();
      agents.add(agent(machines.one, "alice"));
      agents.add(agent(machines.other, "bob"));
      Eventually.is("they are linked", this::areLinked);

      server.close();
      Eventually.is("there is no server", () -> as("bob", "balance", "--json").exit() == 3);
      assertEquals(
          "delivered", as("alice", "msg", "bob", "no server", "--json").ok().field("state"));
      Result handed = as("alice", "hand", "bob", "5.00", "cake", "--json").ok();
      assertEquals("delivered", handed.field("delivery"));
      String chit = handed.field("chit");
      assertEquals("received", as("bob", "chits", chit, "--json").ok().field("state"));
      assertArrives("straight.bin");

      server = ChitServer.start(config.withListen("0.0.0.0", port));
      Eventually.is("alice has the server", () -> as("alice", "balance").exit() == 0);
      Eventually.is("bob has the server", () -> as("bob", "balance").exit() == 0);
      assertEquals("105.00", as("bob", "redeem", chit, "--json").ok().field("balance"));
      machines.direct(false);
      as("alice", "msg", "bob", "no cable");
      Eventually.is("bob reads it all the same", () -> heard("bob", "alice", "no cable") == 1);
      assertArrives("by the server.bin");

      machines.direct(true);
      Eventually.is("they are linked again", this::areLinked);
      assertEquals(1, heard("bob", "alice", "no server"), "nothing came twice");
      assertEquals("settled", as("alice", "chits", chit, "--json").ok().field("state"));
    } finally {
      agents.forEach(Process::destroyForcibly);
      server.close();
    }
  }

  @Test
  void withoutServerAndAtNewAddressesTheyFindEachOther() throws Exception {
    assumeTrue(Namespaces.arePossible(), SKIPPED);
    ServerConfig config =
        ServerConfig.of(Files.createDirectories(temp.resolve("server")), Unit.parse("EUR:2"));
    ChitServer server = ChitServer.start(config.withListen("0.0.0.0", 0));
    String rest = ":" + server.port() + server.address().substring(server.address().indexOf('#'));
    var agents = new ArrayList<Process>();
    try (Namespaces machines = Namespaces.build()) {
      welcome("alice", machines.serverForOne() + rest);
      welcome("bob", machines.serverForOther() + rest);
      as("alice", "msg", "bob", "hello").ok();
      as("bob", "msg", "alice", "hello").ok();
      agents.add(agent(machines.one, "alice"));
      agents.add(agent(machines.other, "bob"));
      Eventually.is("they are linked", this::areLinked);

      server.close();
      machines.moveBoth();
      Eventually.is("they are linked where they are now", this::areLinkedAgain);

      assertEquals(
          "delivered", as("alice", "msg", "bob", "found you", "--json").ok().field("state"));
    } finally {
      agents.forEach(Process::destroyForcibly);
      server.close();
    }
  }

  /// A file from alice to bob, whichever way it goes.
  private void assertArrives(String name) throws Exception {
    var bytes = new byte[3_000_000];
    new Random(bytes.length).nextBytes(bytes);
    Path source = Files.write(temp.resolve(name), bytes);
    Path out = Files.createDirectories(temp.resolve("out"));
    as("alice", "send", "bob", source.toString()).ok();
    Eventually.is("bob is offered it", () -> as("bob", "files", "alice").ok().out().contains(name));
    as("bob", "save", "alice", "--out", out.toString()).ok();
    assertArrayEquals(bytes, Files.readAllBytes(out.resolve(name)));
  }

  /// The old link is as dead as its addresses, but nobody has told the ends.
  private boolean areLinkedAgain() {
    as("alice", "msg", "bob", "where are you");
    return areLinked() && heard("bob", "alice", "where are you") > 0;
  }

  private void welcome(String name, String server) {
    as(name, "register", name, "--no-passphrase", "--server", server).ok();
    as(name, "link", "on").ok();
  }

  /// In its own process and namespace; the test speaks to it by its socket.
  private Process agent(String machine, String name) throws Exception {
    Path output = temp.resolve(name + ".log");
    Process agent =
        Namespaces.start(machine, output, List.of("agent", "--home", home(name), "--json"));
    Eventually.is(
        name + "'s agent is ready",
        () -> {
          if (!agent.isAlive()) {
            throw new AssertionError(Files.readString(output));
          }
          return Files.readString(output).contains("\"ready\":true");
        });
    return agent;
  }

  private boolean areLinked() {
    return peers("alice").size() == 1 && peers("bob").size() == 1;
  }

  private JsonArray peers(String name) {
    return as(name, "link", "status", "--json").ok().json().getAsJsonArray("peers");
  }

  private long heard(String who, String from, String text) {
    return as(who, "history", from, "--json")
        .ok()
        .json()
        .getAsJsonArray("messages")
        .asList()
        .stream()
        .filter(it -> it.getAsJsonObject().get("text").getAsString().equals(text))
        .count();
  }

  private String home(String name) {
    return temp.resolve(name).toString();
  }

  private Result as(String name, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--home", home(name))).toArray(String[]::new);
    return Chit.run(Map.of(), "", all);
  }
}
