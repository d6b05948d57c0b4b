package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.qr.QrCode;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.PaymentUri;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.client.Whoami;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.crypto.SafetyNumber;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What people compare or scan, and how the balance came to be.
final class ProofCalls {
  /// Days that the chart of the balance goes back.
  static final int CHART_DAYS = 90;

  /// Points of the chart; of more entries the newest count.
  static final int POINTS_MAX = 500;

  private final ChitClient client;
  private final PeopleCalls people;
  private final News news;

  ProofCalls(ChitClient client, PeopleCalls people, News news) {
    this.client = client;
    this.people = people;
    this.news = news;
  }

  /// The number that two people compare, in groups and as a code.
  JsonObject safetyNumber(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SafetyNumber number = client.contacts().safetyNumber(ask.name("name"));
    var json = new JsonObject();
    json.addProperty("digits", number.grouped());
    json.add("code", code(number.qrText()));
    return json;
  }

  /// The person says that the number was compared, and is the same.
  JsonObject compared(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName name = ask.name("name");
    JsonObject person = people.summary(client.contacts().verified(name));
    news.tell(News.talk(person.get("name").getAsString()));
    return person;
  }

  /// Where others pay this account, as `chit qr` shows it.
  JsonObject address(Ask ask) throws ChitException {
    Whoami me = client.whoami();
    String uri =
        new PaymentUri(me.server().orElseThrow(), me.name().orElseThrow(), Optional.empty(), "")
            .toString();
    var json = new JsonObject();
    json.addProperty("uri", uri);
    json.add("code", code(uri));
    return json;
  }

  /// How the balance went in the last months, as far as the log's newest checkpoint.
  JsonObject chart(Ask ask) throws ChitException, InterruptedException {
    LocalDate from = LocalDate.now(ZoneId.systemDefault()).minusDays(CHART_DAYS);
    Statement statement =
        client.statement(new Period(Optional.of(from), Optional.empty(), ZoneId.systemDefault()));
    List<Statement.Line> lines = statement.lines();
    var points = new JsonArray();
    for (Statement.Line line :
        lines.subList(Math.max(0, lines.size() - POINTS_MAX), lines.size())) {
      var point = new JsonObject();
      point.addProperty("at", line.at().toString());
      point.addProperty(
          "before", Amount.format(line.balanceMinor() - line.changeMinor(), statement.unit()));
      point.addProperty("balance", Amount.format(line.balanceMinor(), statement.unit()));
      points.add(point);
    }
    var json = new JsonObject();
    json.add("points", points);
    return json;
  }

  /// The code's dark squares as the path of a drawing whose unit is one square.
  private static JsonObject code(String text) {
    QrCode code = QrCode.of(text);
    var path = new StringBuilder();
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    var json = new JsonObject();
    json.addProperty("size", code.size());
    json.addProperty("path", path.toString());
    return json;
  }
}
