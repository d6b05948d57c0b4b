package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One clear sentence and the right exit code, whatever is wrong.
class BadInputTest {
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

  @ParameterizedTest
  @CsvSource({
    "pay bob 0,               2, wrong-amount",
    "pay bob 0.00,            2, wrong-amount",
    "pay bob 1.005,           2, wrong-amount",
    "pay bob 1e3,             2, wrong-amount",
    "pay bob 12,              0, ''",
    "pay bob ten,             2, wrong-amount",
    "pay bob 99999999999999999999, 2, wrong-amount",
    "pay bob 46116860184273879.05, 2, wrong-amount",
    "pay bob 46116860184273879.04, 1, insufficient-funds",
    "pay bob 1000.00,         1, insufficient-funds",
    "pay bob,                 2, usage",
    "pay bob -5,              2, wrong-amount",
    "pay nobody 1.00,         1, unknown-account",
    "pay alice 1.00,          2, wrong-name",
    "pay b!b 1.00,            2, wrong-name",
    "msg nobody hello,        1, unknown-account",
    "msg bob,                 2, usage",
    "find nobody,             1, unknown-account",
    "history b/b,             2, wrong-name",
    "history bob --limit 0,   2, usage",
    "history bob --limit 1001, 2, usage",
    "history bob --limit ten, 2, usage",
    "receipts --limit 501,    2, usage",
    "receipts xyz,            2, wrong-chit",
    "receipts 00000000000000000000000000000000, 1, unknown-chit",
    "redeem chit:1:AAAA,      2, wrong-chit",
    "redeem hello,            2, wrong-chit",
    "watch --count -1,        2, usage",
    "register alice,          1, already-registered",
    "balance --nonsense,      2, usage",
    "balance --server here,   2, wrong-server",
  })
  void isAnsweredBySentenceAndCode(String words, int exit, String code) {
    for (String form : List.of("", "--json")) {
      var all = new ArrayList<>(List.of(words.split(" ")));
      all.addAll(List.of("--home", town.home("alice")));
      if (!form.isEmpty()) {
        all.add(form);
      }
      Result result = Chit.run(all.toArray(String[]::new));
      if (exit == 0) {
        result.ok();
      } else {
        result.failed(exit, code);
      }
    }
  }

  @Test
  void unknownWordsAreNamed() {
    Chit.run("steal").failed(2, "usage");
    Chit.run("l").failed(2, "usage");
    Chit.run("admin").failed(2, "usage");
    Chit.run("admin", "steal").failed(2, "usage");
  }

  @Test
  void withoutProfileThereIsNothingToDo() {
    Chit.run("balance", "--home", town.home("nobody")).failed(2, "no-profile");
  }

  @Test
  void aTakenNameIsRefused() {
    Chit.run(
            "register",
            "BOB",
            "--home",
            town.home("bob2"),
            "--no-passphrase",
            "--server",
            town.address())
        .failed(1, "name-taken");
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String fingerprint = town.address().substring(town.address().indexOf('#'));
    Chit.run(
            "register",
            "carol",
            "--home",
            town.home("carol"),
            "--no-passphrase",
            "--server",
            "127.0.0.1:" + free + fingerprint)
        .failed(3, "unreachable");
  }

  @Test
  void anImpostorIsNotTrusted() throws Exception {
    String fingerprint = town.address().substring(town.address().indexOf('#'));
    Path data = Files.createDirectories(temp.resolve("impostor"));
    try (ChitServer impostor = ChitServer.start(ServerConfig.of(data, unit()))) {
      Chit.run(
              "register",
              "dora",
              "--home",
              town.home("dora"),
              "--no-passphrase",
              "--server",
              "127.0.0.1:" + impostor.port() + fingerprint)
          .failed(3, "not-trusted");
      Chit.run("balance", "--home", town.home("bob"), "--server", "127.0.0.1:" + impostor.port())
          .failed(3, "not-trusted");
    }
  }

  @Test
  void aServerWithoutFingerprintIsTrustedOnlyIfAsked() {
    String place = town.address().substring(0, town.address().indexOf('#'));
    String home = town.home("eve");
    Chit.run("register", "eve", "--home", home, "--no-passphrase", "--server", place)
        .failed(3, "no-fingerprint");
    Chit.run(
            "register",
            "eve",
            "--home",
            home,
            "--no-passphrase",
            "--server",
            place,
            "--trust-first")
        .ok();
    assertEquals(town.address(), Chit.run("whoami", "--home", home, "--json").ok().field("server"));
  }

  @Test
  void aPortInUseIsSaid() {
    Chit.run(
            "server",
            "--data",
            temp.resolve("second").toString(),
            "--listen",
            "127.0.0.1:" + town.port())
        .failed(2, "cannot-listen");
  }

  @Test
  void aDirectoryInUseIsSaid() {
    Chit.run("server", "--data", town.data(), "--listen", "127.0.0.1:0")
        .failed(2, "already-running");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    String inside = file.resolve("data").toString();
    Chit.run("server", "--data", inside, "--listen", "127.0.0.1:0").failed(2, "bad-directory");
    Chit.run("register", "frank", "--home", inside, "--no-passphrase", "--server", town.address())
        .failed(2, "bad-profile");
  }

  @Test
  void aDatabaseOfALaterVersionIsLeftAlone() throws Exception {
    Path data = Files.createDirectories(temp.resolve("later"));
    ChitServer.start(ServerConfig.of(data, unit())).close();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        Statement statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 9999");
    }
    Chit.run("server", "--data", data.toString(), "--listen", "127.0.0.1:0")
        .failed(2, "newer-data");
  }

  @ParameterizedTest
  @CsvSource({
    "--unit euro, usage",
    "--unit EUR, usage",
    "--unit EUR:2 --opening-grant 1.005, usage",
    "--listen 7700, usage",
    "--listen 127.0.0.1:99999, usage",
  })
  void aServerSaysWhatIsWrongWithItsOptions(String words, String code) {
    var all = new ArrayList<>(List.of("server", "--data", temp.resolve("unused").toString()));
    all.addAll(List.of(words.split(" ")));
    Chit.run(all.toArray(String[]::new)).failed(2, code);
  }

  private static Unit unit() {
    return Unit.parse("EUR:2");
  }
}
