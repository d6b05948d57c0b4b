package dev.chit.app.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementFormatTest {
  private static final Unit EUR = new Unit("EUR", 2);
  private static final String FORMULA = "=+-@\t\r＝＋－＠";

  @Test
  void aSpreadsheetFindsTextsNumbersAndNoFormula() {
    Statement statement = Samples.hostile(EUR, 5_000);
    List<List<String>> rows = Csv.parse(StatementFormat.CSV.write(statement));

    assertEquals(statement.lines().size() + 3, rows.size());
    assertTrue(rows.stream().allMatch(row -> row.size() == 11), rows.toString());
    assertEquals(List.of("opening", "50.00"), List.of(rows.get(1).get(3), rows.get(1).get(7)));
    assertEquals("closing", rows.getLast().get(3));
    assertEquals(Amount.format(statement.closingMinor(), EUR), rows.getLast().get(7));
    assertTrue(rows.getLast().get(9).startsWith("complete up to log index 499"));
    for (int i = 0; i < statement.lines().size(); i++) {
      Line line = statement.lines().get(i);
      List<String> row = rows.get(i + 2);
      assertText(line.otherName(), row.get(4));
      assertText(Wording.memo(line), row.get(9));
      assertEquals(Amount.format(line.changeMinor(), EUR), row.get(6));
      assertEquals(Amount.format(line.balanceMinor(), EUR), row.get(7));
    }
  }

  private static void assertText(String words, String cell) {
    assertEquals(words, cell.startsWith("'") ? cell.substring(1) : cell);
    assertFalse(!cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0, cell);
  }

  @Test
  void aProgramFindsTheMemoAsItWasWritten() {
    Statement statement = Samples.hostile(EUR, 0);
    String text = StatementFormat.JSON.write(statement);

    assertEquals(1, text.lines().count());
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    JsonArray entries = json.getAsJsonArray("entries");
    for (int i = 0; i < Samples.MEMOS.size(); i++) {
      JsonObject entry = entries.get(i).getAsJsonObject();
      assertEquals(Samples.MEMOS.get(i), entry.get("memo").getAsString());
      assertEquals(statement.lines().get(i).otherName(), entry.get("with").getAsString());
    }
    assertEquals(499, json.get("completeThrough").getAsLong());
    assertEquals(statement.checkpoint().note(), json.get("checkpoint").getAsString());
  }

  @Test
  void aPersonFindsOneLineForEachEntry() {
    Statement statement = Samples.hostile(EUR, 5_000);
    List<String> lines = StatementFormat.TEXT.write(statement).lines().toList();

    assertEquals(3 + 1 + statement.lines().size() + 1, lines.size(), lines.toString());
    assertEquals("2026-11-01 09:30  +10.00   60.00  from bob  “lunch”", lines.get(4));
    assertEquals("                           50.00  opening balance", lines.get(3));
  }

  /// No format lets a terminal obey what somebody wrote.
  @Test
  void noFormatHasControlCharacters() {
    for (StatementFormat format : StatementFormat.values()) {
      String text = format.write(Samples.hostile(EUR, 5_000)).replace("\r\n", "\n");
      assertTrue(
          text.codePoints().noneMatch(c -> (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0)),
          format + ": " + text);
      assertTrue(text.endsWith("\n"), format.toString());
    }
  }
}
