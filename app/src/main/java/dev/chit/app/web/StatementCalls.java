package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.app.statement.StatementFormat;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.Memo;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.core.Amount;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the balance came to be.
final class StatementCalls {
  /// Days that the wallet's chart of the balance goes back.
  static final int CHART_DAYS = 90;

  /// Entries of a chart or of a table; of more the newest count.
  static final int LINES_MAX = 500;

  private final ChitClient client;

  StatementCalls(ChitClient client) {
    this.client = client;
  }

  /// How the balance went in the last months, as far as the log's newest checkpoint.
  JsonObject chart(Ask ask) throws ChitException, InterruptedException {
    LocalDate from = LocalDate.now(ZoneId.systemDefault()).minusDays(CHART_DAYS);
    Statement statement =
        client.statement(new Period(Optional.of(from), Optional.empty(), ZoneId.systemDefault()));
    var points = new JsonArray();
    newest(statement).forEach(line -> points.add(point(line, statement)));
    var json = new JsonObject();
    json.add("points", points);
    return json;
  }

  private static List<Statement.Line> newest(Statement statement) {
    List<Statement.Line> lines = statement.lines();
    return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
  }

  private static JsonObject point(Statement.Line line, Statement statement) {
    var point = new JsonObject();
    point.addProperty("at", line.at().toString());
    point.addProperty(
        "before", Amount.format(line.balanceMinor() - line.changeMinor(), statement.unit()));
    point.addProperty("balance", Amount.format(line.balanceMinor(), statement.unit()));
    return point;
  }

  /// Whatever moved units in some days, oldest first.
  JsonObject entries(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Statement statement = client.statement(period(ask));
    var lines = new JsonArray();
    for (Statement.Line line : newest(statement)) {
      JsonObject one = point(line, statement);
      one.addProperty("index", line.index());
      one.addProperty("kind", line.kind().name().toLowerCase(Locale.ROOT));
      one.addProperty("other", line.otherName());
      one.addProperty("change", Amount.format(line.changeMinor(), statement.unit()));
      one.addProperty("memo", line.memo() instanceof Memo.Text(String text) ? text : "");
      lines.add(one);
    }
    var json = new JsonObject();
    json.addProperty("opening", Amount.format(statement.openingMinor(), statement.unit()));
    json.addProperty("closing", Amount.format(statement.closingMinor(), statement.unit()));
    json.addProperty("through", statement.checkpoint().size() - 1);
    json.addProperty("all", statement.lines().size());
    json.add("lines", lines);
    return json;
  }

  /// The same as a file for another program.
  JsonObject file(Ask ask) throws ChitException, WebFailure, InterruptedException {
    StatementFormat format =
        Ask.parsed(
            "wrong-format",
            ask.text("format"),
            text -> StatementFormat.valueOf(text.toUpperCase(Locale.ROOT)));
    var json = new JsonObject();
    json.addProperty("text", format.write(client.statement(period(ask))));
    return json;
  }

  private static Period period(Ask ask) throws WebFailure {
    Optional<LocalDate> from = date(ask, "from");
    Optional<LocalDate> to = date(ask, "to");
    return Ask.parsed("wrong-time", "", _ -> new Period(from, to, ZoneId.systemDefault()));
  }

  private static Optional<LocalDate> date(Ask ask, String field) throws WebFailure {
    Optional<String> text = ask.optional(field).filter(it -> !it.isEmpty());
    if (text.isPresent() && !text.get().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      throw WebFailure.badRequest("wrong-time", "“" + text.get() + "” is no date.");
    }
    try {
      return text.map(LocalDate::parse);
    } catch (java.time.DateTimeException e) {
      throw WebFailure.badRequest("wrong-time", "There is no such day.");
    }
  }
}
