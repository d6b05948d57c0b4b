package dev.chit.app.statement;

import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A statement for a person.
final class StatementText {
  private static final String MARGIN = "                ";

  private StatementText() {}

  static String of(Statement statement) {
    int width = width(statement);
    var text = new StringBuilder();
    text.append("Statement of ").append(statement.name()).append(" in ");
    text.append(statement.unit().code()).append(", ");
    text.append(Wording.period(statement.period())).append(".\n");
    text.append("It is ").append(Wording.completeness(statement)).append(".\n\n");
    String opening = Wording.decimal(statement.openingMinor(), statement);
    text.append(row(width, MARGIN, "", opening, "opening balance"));
    DateTimeFormatter clock = clock(statement.period().zone());
    for (Line line : statement.lines()) {
      text.append(
          row(
              width,
              clock.format(line.at()),
              signed(line, statement),
              Wording.decimal(line.balanceMinor(), statement),
              words(line)));
    }
    String closing = Wording.decimal(statement.closingMinor(), statement);
    return text.append(row(width, MARGIN, "", closing, "closing balance")).toString();
  }

  private static String row(int width, String when, String change, String balance, String words) {
    return when + "  " + right(width, change) + "  " + right(width, balance) + "  " + words + "\n";
  }

  private static String words(Line line) {
    String party =
        switch (line.kind()) {
          case SENT -> "to " + Wording.party(line);
          case RECEIVED -> "from " + Wording.party(line);
          case OPENING_GRANT, ISSUED, RETIRED -> Wording.party(line);
        };
    String memo = Wording.memo(line);
    return memo.isEmpty() ? party : party + "  “" + memo + "”";
  }

  private static String signed(Line line, Statement statement) {
    return (line.changeMinor() > 0 ? "+" : "") + Wording.decimal(line.changeMinor(), statement);
  }

  private static int width(Statement statement) {
    int width = Wording.decimal(statement.openingMinor(), statement).length();
    for (Line line : statement.lines()) {
      width = Math.max(width, signed(line, statement).length());
      width = Math.max(width, Wording.decimal(line.balanceMinor(), statement).length());
    }
    return width;
  }

  private static String right(int width, String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static DateTimeFormatter clock(ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
  }
}
