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

/// What the real beancount makes of a statement.
final class BeancountTest {
  private static final Unit EUR = new Unit("EUR", 2);

  @TempDir private Path directory;

  @Test
  void itsCheckPassesInEveryUnit() throws Exception {
    for (String code : List.of("EUR:2", "X:0", "1A:9")) {
      Unit unit = Unit.parse(code);
      for (Statement statement :
          List.of(
              Samples.hostile(unit, 5_000),
              Samples.everyKind(unit),
              Samples.withoutEntries(unit, 1))) {
        Path ledger = write(StatementFormat.BEANCOUNT.write(statement));
        Verdict verdict = Bookkeeper.beanCheck(ledger);
        assertTrue(verdict.passed(), verdict + Files.readString(ledger));
      }
    }
    assertTrue(
        Bookkeeper.beanCheck(write(StatementFormat.BEANCOUNT.write(Samples.empty(EUR)))).passed());
  }

  @Test
  void wordsStayWordsAndNoTwoNamesAreOneAccount() throws Exception {
    Statement statement = Samples.hostile(EUR, 0);
    Path ledger = write(StatementFormat.BEANCOUNT.write(statement));

    Verdict read =
        Bookkeeper.beanQuery(
            ledger, "SELECT date, payee, narration, number WHERE account ~ 'Assets' ORDER BY date");
    List<List<String>> rows = Csv.parse(read.out());
    assertEquals(statement.lines().size() + 1, rows.size(), read.toString());
    for (int i = 0; i < statement.lines().size(); i++) {
      Line line = statement.lines().get(i);
      List<String> row = rows.get(i + 1).stream().map(String::strip).toList();
      assertEquals(
          List.of(
              line.date().toString(),
              line.otherName(),
              Wording.memo(line),
              Amount.format(line.changeMinor(), EUR)),
          row);
    }

    Verdict accounts =
        Bookkeeper.beanQuery(ledger, "SELECT DISTINCT account WHERE account ~ 'Income|Expenses'");
    long counterparts =
        statement.lines().stream().map(line -> line.kind() + line.otherName()).distinct().count();
    assertEquals(counterparts + 1, accounts.out().lines().count(), accounts.toString());
  }

  @Test
  void oneAmountThatWasAlteredFailsTheCheck() throws Exception {
    Statement statement = Samples.hostile(EUR, 5_000);
    String whole = StatementFormat.BEANCOUNT.write(statement);
    Line line = statement.lines().get(4);
    String altered = whole;
    for (long sign : new long[] {1, -1}) {
      altered =
          altered.replace(
              "  " + Amount.format(sign * line.changeMinor(), EUR) + " EUR",
              "  " + Amount.format(sign * (line.changeMinor() + 1), EUR) + " EUR");
    }
    Verdict verdict = Bookkeeper.beanCheck(write(altered));
    assertFalse(verdict.passed(), altered);
    assertTrue(verdict.toString().contains("Balance failed"), verdict.toString());
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("chit.beancount"), text);
  }
}
