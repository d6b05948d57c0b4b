package dev.chit.app.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.statement.Bookkeeper.Verdict;
import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the real hledger makes of a statement.
final class HledgerTest {
  private static final Unit EUR = new Unit("EUR", 2);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"EUR:2", "X:0", "H2O:3", "1A:9", "HOURS:1"})
  void itsStrictestCheckPassesInEveryUnit(String code) throws Exception {
    Unit unit = Unit.parse(code);
    for (Statement statement :
        List.of(
            Samples.hostile(unit, 5_000),
            Samples.hostile(unit, -5_000),
            Samples.everyKind(unit),
            Samples.withoutEntries(unit, 1),
            Samples.empty(unit))) {
      Path journal = write(StatementFormat.HLEDGER.write(statement));
      for (String strictness : List.of("--auto", "--strict")) {
        Verdict verdict = Bookkeeper.hledger(journal, "check", strictness, "ordereddates");
        assertTrue(verdict.passed(), verdict + Files.readString(journal));
      }
    }
  }

  @Test
  void wordsStayWordsAndNothingElseIsRead() throws Exception {
    Statement statement = Samples.hostile(EUR, 0);
    Path journal = write(StatementFormat.HLEDGER.write(statement));

    Verdict read =
        Bookkeeper.hledger(journal, "register", "assets:chit:alice_w", "--output-format", "csv");

    List<List<String>> rows = Csv.parse(read.out());
    assertEquals(statement.lines().size() + 1, rows.size(), read.toString());
    for (int i = 0; i < statement.lines().size(); i++) {
      Line line = statement.lines().get(i);
      List<String> row = rows.get(i + 1);
      assertEquals(line.date().toString(), row.get(1));
      assertEquals(Long.toString(line.index()), row.get(2));
      assertEquals(line.otherName() + " | " + semicolonless(line), row.get(3));
      assertEquals(amount(line.changeMinor()), row.get(5));
      assertEquals(amount(line.balanceMinor()), row.get(6));
    }
  }

  private static String semicolonless(Line line) {
    return Wording.memo(line).replace(';', '；');
  }

  private static String amount(long minor) {
    return Amount.format(minor, EUR) + " EUR";
  }

  @Test
  void issuesGrantsAndRetirementsAreTheOperatorsDoing() throws Exception {
    Path journal = write(StatementFormat.HLEDGER.write(Samples.everyKind(EUR)));

    Verdict read = Bookkeeper.hledger(journal, "balance", "--flat", "--output-format", "csv");

    for (String row :
        List.of(
            "\"equity:chit:issued\",\"-1000.00 EUR\"",
            "\"equity:chit:opening-grant\",\"-1000.00 EUR\"",
            "\"equity:chit:retired\",\"0.25 EUR\"",
            "\"expenses:chit:bob\",\"0.25 EUR\"",
            "\"income:chit:bob\",\"-1000.00 EUR\"",
            "\"assets:chit:alice_w\",\"2999.50 EUR\"")) {
      assertTrue(read.out().contains(row), row + " is not in " + read);
    }
  }

  /// A forger who keeps each transaction balanced still breaks the balance that follows.
  @Test
  void oneAmountThatWasAlteredFailsTheCheck() throws Exception {
    Statement statement = Samples.hostile(EUR, 5_000);
    String whole = StatementFormat.HLEDGER.write(statement);
    for (Line line : statement.lines()) {
      String altered = whole;
      for (long sign : new long[] {1, -1}) {
        String was = "  " + amount(sign * line.changeMinor());
        assertTrue(altered.contains(was), was);
        altered = altered.replace(was, "  " + amount(sign * (line.changeMinor() + 1)));
      }
      Verdict verdict = Bookkeeper.hledger(write(altered), "check");
      assertFalse(verdict.passed(), altered);
      assertTrue(verdict.err().contains("balance assertion"), verdict.toString());
    }
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("chit.journal"), text);
  }
}
