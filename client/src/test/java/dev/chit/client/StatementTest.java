package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.Statement.Kind;
import dev.chit.client.Statement.Line;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatementTest {
  private static final Period ALL = new Period(Optional.empty(), Optional.empty(), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void everyEntryStandsThereAsWhatItWasWithTheBalanceAfterIt() throws Exception {
    try (var town = new Town(directory);
        OperatorClient operator = town.operator()) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      operator.issue(name("alice"), amount("50.00"), "cash paid in");
      bob.pay(name("alice"), amount("7.25"), "for the tickets");
      alice.pay(name("bob"), amount("3.00"), "");
      operator.retire(alice.draw(name("operator"), amount("10.00"), "").text());

      Statement statement = alice.statement(ALL);

      assertEquals(
          List.of(Kind.OPENING_GRANT, Kind.ISSUED, Kind.RECEIVED, Kind.SENT, Kind.RETIRED),
          statement.lines().stream().map(Line::kind).toList());
      assertEquals(
          List.of(100_00L, 50_00L, 7_25L, -3_00L, -10_00L),
          statement.lines().stream().map(Line::changeMinor).toList());
      assertEquals(
          List.of(100_00L, 150_00L, 157_25L, 154_25L, 144_25L),
          statement.lines().stream().map(Line::balanceMinor).toList());
      assertEquals("cash paid in", memo(statement, 1));
      assertEquals("for the tickets", memo(statement, 2));
      assertEquals("bob", statement.lines().get(3).otherName());
      assertEquals(0, statement.openingMinor());
      assertEquals(144_25, statement.closingMinor());
      long last = statement.lines().getLast().index();
      assertTrue(statement.checkpoint().size() > last, "not covered: " + last);
    }
  }

  private static String memo(Statement statement, int line) {
    return statement.lines().get(line).memo() instanceof Memo.Text(String text) ? text : "none";
  }

  @Test
  void aPeriodBeginsWithWhatWasThereBefore() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      alice.pay(name("bob"), amount("1.00"), "");
      LocalDate today = alice.statement(ALL).lines().getLast().date();

      Statement before = alice.statement(until(today.minusDays(1)));
      Statement after = alice.statement(from(today.plusDays(1)));

      assertEquals(List.of(0L, 0L), List.of(before.openingMinor(), before.closingMinor()));
      assertEquals(List.of(99_00L, 99_00L), List.of(after.openingMinor(), after.closingMinor()));
      assertEquals(List.of(), before.lines());
      assertEquals(List.of(), after.lines());
      assertEquals(2, alice.statement(until(today)).lines().size());
      assertEquals(2, alice.statement(from(today)).lines().size());
      assertThrows(
          IllegalArgumentException.class,
          () -> new Period(Optional.of(today), Optional.of(today.minusDays(1)), ZoneOffset.UTC));
    }
  }

  private static Period from(LocalDate day) {
    return new Period(Optional.of(day), Optional.empty(), ZoneOffset.UTC);
  }

  private static Period until(LocalDate day) {
    return new Period(Optional.empty(), Optional.of(day), ZoneOffset.UTC);
  }

  @Test
  void whatTheProfileLacksIsFetchedFromTheBeginning() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      for (int i = 0; i < 5; i++) {
        alice.pay(name("bob"), amount("1.00"), "");
        bob.pay(name("alice"), amount("0.25"), "");
      }
      pastEvents(alice);
      lose(alice, _ -> true);
      assertEquals(List.of(), alice.receipts(10, Optional.empty()));

      Statement first = alice.statement(ALL);
      assertEquals(11, first.lines().size());
      assertEquals(alice.balance().balance(), first.closingMinor());

      // Also what had been there when it was last looked, and whatever it sums up to.
      lose(alice, index -> index == first.lines().get(3).index());
      assertEquals(first.lines().size(), alice.statement(ALL).lines().size());
      lose(alice, _ -> true);
      assertEquals(first.closingMinor(), alice.statement(ALL).closingMinor());
    }
  }

  @Test
  void anEntryThatTheServerLeavesOutIsAnErrorAndNoStatement() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      bob.pay(name("alice"), amount("1.00"), "");
      Paid hidden = bob.pay(name("alice"), amount("2.00"), "");
      Paid last = bob.pay(name("alice"), amount("3.00"), "");
      alice.statement(ALL);
      pastEvents(alice);
      lose(alice, _ -> true);

      town.server().close();
      hide(town, last, hidden, 1);
      town.restart();
      ChitException refused = assertThrows(ChitException.class, () -> alice.statement(ALL));

      assertEquals("incomplete-history", refused.code());
      assertEquals(ExitClass.UNREACHABLE, refused.exitClass());
    }
  }

  @Test
  void aPairThatComesToNothingIsMissedToo() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      bob.pay(name("alice"), amount("1.00"), "");
      Paid there = bob.pay(name("alice"), amount("2.00"), "");
      Paid andBack = alice.pay(name("bob"), amount("2.00"), "");
      Paid last = bob.pay(name("alice"), amount("3.00"), "");
      atAlice.next(Incoming.Payment.class, it -> it.index() == last.index());

      town.server().close();
      hide(town, last, there, 2);
      town.restart();
      ChitException refused = assertThrows(ChitException.class, () -> alice.statement(ALL));

      assertTrue(there.index() < andBack.index(), "in this order");
      assertEquals("incomplete-history", refused.code());
      assertTrue(String.valueOf(refused.getMessage()).contains("leave out"), refused.getMessage());
    }
  }

  /// A profile that thinks it has heard of everything, as one from a damaged copy may.
  private static void pastEvents(ChitClient client) throws Exception {
    client
        .engine()
        .store
        .run(
            tables -> {
              tables.log(tables.log().toBuilder().setNextEvent(1L << 40).build());
              return true;
            });
  }

  /// Takes payments out of the profile, once nothing is asked about them any more.
  private static void lose(ChitClient client, LongPredicate which) throws Exception {
    Eventually.is(
        "everything is verified",
        () ->
            client.receipts(100, Optional.empty()).stream()
                .noneMatch(each -> each.verification() == Receipt.Verification.SIGNED));
    client
        .engine()
        .store
        .run(
            tables -> {
              for (Row<ReceiptRow> row : tables.receipts.after(-1, 1_000)) {
                if (which.test(row.sequence())) {
                  tables.receipts.remove(row.sequence());
                }
              }
              return true;
            });
  }

  /// Takes entries of the payee out of the chain that the server reads: from `last` it leads to
  /// what was before `hidden`.
  private static void hide(Town town, Paid last, Paid hidden, int entries) throws Exception {
    assertTrue(last.index() - hidden.index() >= entries, "hidden before the last");
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + town.data() + "/ledger.db");
        PreparedStatement update =
            database.prepareStatement(
                "UPDATE event SET to_previous = (SELECT to_previous FROM event WHERE idx = ?)"
                    + " WHERE idx = ?")) {
      update.setLong(1, hidden.index());
      update.setLong(2, last.index());
      assertEquals(1, update.executeUpdate());
    }
  }
}
