package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.statement.Bookkeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatementCommandTest {
  private static final String MEMO = "; two \"tickets\"\n2020-01-01 | =SUM(A1) ☕";

  @TempDir private Path directory;

  @Test
  void aStatementBalancesInTheBooksOfOthers() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      town.welcome("bob");
      pay(town, "alice", "bob", "12.50", MEMO);
      pay(town, "bob", "alice", "0.75", "");
      Chit.run("admin", "issue", "alice", "5.00", "--reason", "prize; won", "--data", town.data())
          .ok();

      Path journal = directory.resolve("alice.journal");
      JsonObject written = written(town, "hledger", journal);
      assertEquals(4, written.get("entries").getAsInt());
      assertEquals("93.25", written.get("closing").getAsString());
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
      assertTrue(Bookkeeper.hledger(journal, "check", "--strict").passed());
      Files.writeString(journal, Files.readString(journal).replace("12.50", "12.51"));
      assertFalse(Bookkeeper.hledger(journal, "check").passed());

      Path ledger = directory.resolve("alice.beancount");
      written(town, "beancount", ledger);
      assertTrue(Bookkeeper.beanCheck(ledger).passed());
    }
  }

  private static void pay(Town town, String from, String to, String amount, String memo) {
    Chit.run("pay", to, amount, memo, "--home", town.home(from), "-y").ok();
  }

  private static JsonObject written(Town town, String format, Path file) {
    return Chit.run(
            "statement",
            "--home",
            town.home("alice"),
            "--format",
            format,
            "--out",
            file.toString(),
            "--json")
        .ok()
        .json();
  }

  @Test
  void aProgramIsToldHowFarItIsComplete() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      town.welcome("bob");
      pay(town, "alice", "bob", "12.50", MEMO);
      String home = town.home("bob");

      JsonObject statement = Chit.run("statement", "--home", home, "--json").ok().json();

      JsonArray entries = statement.getAsJsonArray("entries");
      JsonObject last = entries.get(entries.size() - 1).getAsJsonObject();
      assertEquals("received", last.get("kind").getAsString());
      assertEquals("12.50", last.get("amount").getAsString());
      assertEquals("112.50", last.get("balance").getAsString());
      assertEquals("alice", last.get("with").getAsString());
      assertTrue(
          statement.get("completeThrough").getAsLong() >= last.get("index").getAsLong(),
          statement.toString());
      assertEquals("112.50\n", Chit.run("statement", "--home", home, "-q").ok().out());
      assertTrue(
          Chit.run("statement", "--home", home)
              .ok()
              .out()
              .contains("  112.50  from alice  “; two"));
      assertEquals(
          0,
          Chit.run("statement", "--home", home, "--to", "2000-01-01", "--json")
              .ok()
              .json()
              .getAsJsonArray("entries")
              .size());
    }
  }

  @Test
  void whatCannotBeDoneIsSaidInASentence() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      String home = town.home("alice");
      for (List<String> wrong :
          List.of(
              List.of("usage", "--from", "2026-11-02", "--to", "2026-11-01"),
              List.of("usage", "--format", "csv", "--json"),
              List.of("usage", "--format", "xls"),
              List.of("wrong-date", "--from", "yesterday"),
              List.of("no-directory", "--out", directory.resolve("missing/file").toString()))) {
        String[] words =
            Stream.concat(Stream.of("statement", "--home", home), wrong.stream().skip(1))
                .toArray(String[]::new);
        Chit.run(words).failed(2, wrong.getFirst());
      }
      town.stop();
      Chit.run("statement", "--home", home).failed(3, "unreachable");
    }
  }
}
