package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.app.Main;
import dev.chit.testkit.Eventually;
import dev.chit.testkit.crash.Child;
import dev.chit.testkit.crash.ChildProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server, its witness and a member who requires it, each a process of its own.
final class WitnessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Child> children = new ArrayList<>();
  private @Nullable ChildProgram program;

  @TempDir Path directory;

  @AfterEach
  void end() throws Exception {
    for (Child child : children) {
      child.close();
    }
  }

  @Test
  void aMemberPaysWhileTheWitnessSignsAndAForkedServerIsNotSigned() throws Exception {
    Path data = directory.resolve("server");
    Path copy = directory.resolve("copy");
    Child first = server(data);
    String log = ready(first);
    first.stop();
    Child witness = witness(log, 0);
    String address = ready(witness);
    String vkey = Files.readString(directory.resolve("witness").resolve("vkey")).strip();

    Child server = server(data, "--witness", address);
    String home = directory.resolve("alice").toString();
    Chit.run(
            "register",
            "alice",
            "--home",
            home,
            "--no-passphrase",
            "--server",
            ready(server),
            "--witness",
            vkey)
        .ok();
    Chit.run(
            "register",
            "bob",
            "--home",
            directory.resolve("bob").toString(),
            "--no-passphrase",
            "--server",
            ready(server))
        .ok();
    Result paid = Eventually.get("the first payment", () -> pay(home));
    assertTrue(witnesses(home).get("notWitnessed").isJsonNull());
    assertEquals(vkey, seen(home).get("vkey").getAsString());

    // A receipt for others carries the witness's signature.
    String receipt = directory.resolve("paid.receipt").toString();
    Eventually.is(
        "the receipt is signed",
        () ->
            Chit.run("receipts", paid.field("chit"), "--home", home, "--out", receipt).exit() == 0);
    Chit.run("verify", receipt, "--ledger", log, "--witness", vkey).ok();

    // The witness is killed, and started again: it goes on where it was.
    int port = port(address);
    witness.kill();
    Chit.run("pay", "bob", "1.00", "--home", home).ok();
    long before = seen(home).get("size").getAsLong();
    Child again = witness(log, port);
    assertEquals(address, ready(again));
    Eventually.is(
        "it signs again",
        () -> {
          Chit.run("login", "--home", home).ok();
          return seen(home).get("size").getAsLong() > before;
        });

    // An old copy of the whole directory goes its own way: the witness does not sign it.
    server.stop();
    copyAll(data, copy);
    Child honest = server(data, "--witness", address);
    ready(honest);
    Chit.run("pay", "bob", "2.00", "--home", home, "--server", ready(honest)).ok();
    long signed = Eventually.get("it is signed", () -> signedMoreThan(home, before + 1));
    honest.stop();
    Child forked = server(copy, "--witness", address);
    String place = ready(forked);
    for (String name : List.of("carol", "dave")) {
      Chit.run(
              "register",
              name,
              "--home",
              directory.resolve(name).toString(),
              "--no-passphrase",
              "--server",
              place,
              "--witness",
              vkey)
          .ok();
    }
    Eventually.is(
        "the witness keeps both checkpoints",
        () -> {
          try (Stream<Path> files = Files.list(directory.resolve("witness").resolve("logs"))) {
            return files.anyMatch(file -> file.toString().endsWith(".fork"));
          }
        });
    // Alice knows the true log, and is told; dave has seen no other, and goes by the witness.
    Chit.run("pay", "bob", "1.00", "--home", home, "--server", place)
        .failed(3, "history-rewritten");
    JsonObject dave = seen(directory.resolve("dave").toString());
    assertTrue(dave.get("size").getAsLong() < signed, "the other history was signed");
  }

  @Test
  void aWitnessSaysWhatIsWrong() {
    Chit.run("witness", "--data", directory.toString()).failed(2, "usage");
    Chit.run("witness", "--data", directory.toString(), "--log", "127.0.0.1:7700")
        .failed(2, "usage");
    Chit.run("server", "--data", directory.toString(), "--witness", "127.0.0.1:7800")
        .failed(2, "usage");
    Chit.run(
            "register",
            "x",
            "--home",
            directory.resolve("x").toString(),
            "--no-passphrase",
            "--witness",
            "x")
        .failed(2, "wrong-witness");
    assertFalse(Files.exists(directory.resolve("x")));
  }

  private Optional<Result> pay(String home) {
    Result result = Chit.run("pay", "bob", "1.00", "--home", home, "--json");
    if (result.exit() != 0) {
      result.failed(3, "not-witnessed");
      return Optional.empty();
    }
    return Optional.of(result);
  }

  private static Optional<Long> signedMoreThan(String home, long size) {
    Chit.run("login", "--home", home).ok();
    long signed = seen(home).get("size").getAsLong();
    return signed > size ? Optional.of(signed) : Optional.empty();
  }

  private static JsonObject witnesses(String home) {
    return Chit.run("log", "--home", home, "--json").json();
  }

  private static JsonObject seen(String home) {
    return witnesses(home).getAsJsonArray("witnesses").get(0).getAsJsonObject();
  }

  // ── processes ──

  private Child server(Path data, String... more) throws IOException {
    return start(
        Stream.concat(
                Stream.of(
                    "server",
                    "--data",
                    data.toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--unit",
                    "EUR:2",
                    "--opening-grant",
                    "100.00"),
                Stream.of(more))
            .toList());
  }

  private Child witness(String log, int port) throws IOException {
    return start(
        List.of(
            "witness",
            "--data",
            directory.resolve("witness").toString(),
            "--listen",
            "127.0.0.1:" + port,
            "--log",
            log));
  }

  private Child start(List<String> words) throws IOException {
    if (program == null) {
      program = ChildProgram.of(Main.class.getName(), directory.resolve("program"));
    }
    Child child = program.start(words, _ -> {});
    children.add(child);
    return child;
  }

  private static String ready(Child child) throws Exception {
    String line = child.awaitFirstLine(PATIENCE);
    assertTrue(line.startsWith("ready "), line);
    return line.substring("ready ".length());
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf('#')));
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
