package dev.chit.app.statement;

import dev.chit.app.console.Clean;
import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A statement as CSV (RFC 4180, with a header), one row for each entry, the first for the opening
/// balance and the last for the closing one.
///
/// Spreadsheets take a cell that begins with one of `=+-@` for a formula. A text that would be one
/// has an apostrophe before it, which spreadsheets hide. Amounts are numbers and stay as they are.
final class StatementCsv {
  private static final String END = "\r\n";

  /// With the forms that East Asian keyboards type, which some spreadsheets take for the same.
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private StatementCsv() {}

  static String of(Statement statement) {
    var csv = new StringBuilder();
    csv.append("index,time,date,kind,name,account,amount,balance,unit,memo,chit").append(END);
    Optional<LocalDate> opened = Wording.openingDate(statement);
    csv.append(mark(statement, opened, "opening", statement.openingMinor(), ""));
    for (Line line : statement.lines()) {
      csv.append(row(line(line, statement)));
    }
    Optional<LocalDate> closed = Wording.closingDate(statement);
    String complete = Wording.completeness(statement);
    return csv.append(mark(statement, closed, "closing", statement.closingMinor(), complete))
        .toString();
  }

  private static List<String> line(Line line, Statement statement) {
    return List.of(
        String.valueOf(line.index()),
        line.at().toString(),
        line.date().toString(),
        Wording.kind(line.kind()),
        text(Clean.line(line.otherName())),
        line.other().toString(),
        Wording.decimal(line.changeMinor(), statement),
        Wording.decimal(line.balanceMinor(), statement),
        statement.unit().code(),
        text(Wording.memo(line)),
        line.chit().toString());
  }

  private static String mark(
      Statement statement, Optional<LocalDate> date, String kind, long balance, String words) {
    return row(
        List.of(
            "",
            "",
            date.map(LocalDate::toString).orElse(""),
            kind,
            "",
            "",
            "",
            Wording.decimal(balance, statement),
            statement.unit().code(),
            text(words),
            ""));
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(",", "", END));
  }

  /// Somebody's words: always in quotes, never a formula.
  private static String text(String words) {
    String stripped = words.stripLeading();
    boolean formula = !stripped.isEmpty() && FORMULA.indexOf(stripped.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + words.replace("\"", "\"\"") + "\"";
  }
}
