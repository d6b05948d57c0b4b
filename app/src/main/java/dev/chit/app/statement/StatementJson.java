package dev.chit.app.statement;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.chit.client.Memo;
import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import java.time.LocalDate;
import java.util.Optional;

/// A statement as one JSON object; amounts are decimal strings.
final class StatementJson {
  private StatementJson() {}

  static JsonObject of(Statement statement) {
    var json = new JsonObject();
    json.addProperty("name", statement.name().value());
    json.addProperty("account", statement.account().toString());
    json.addProperty("unit", statement.unit().code());
    json.add("from", date(statement.period().from()));
    json.add("to", date(statement.period().to()));
    json.addProperty("zone", statement.period().zone().toString());
    json.addProperty("completeThrough", statement.checkpoint().size() - 1);
    json.addProperty("checkpoint", statement.checkpoint().note());
    json.addProperty("opening", Wording.decimal(statement.openingMinor(), statement));
    json.addProperty("closing", Wording.decimal(statement.closingMinor(), statement));
    var entries = new JsonArray();
    statement.lines().forEach(line -> entries.add(entry(line, statement)));
    json.add("entries", entries);
    return json;
  }

  private static JsonObject entry(Line line, Statement statement) {
    var json = new JsonObject();
    json.addProperty("index", line.index());
    json.addProperty("at", line.at().toString());
    json.addProperty("date", line.date().toString());
    json.addProperty("kind", Wording.kind(line.kind()));
    json.addProperty("with", line.otherName());
    json.addProperty("account", line.other().toString());
    json.addProperty("amount", Wording.decimal(line.changeMinor(), statement));
    json.addProperty("balance", Wording.decimal(line.balanceMinor(), statement));
    json.add(
        "memo",
        line.memo() instanceof Memo.Text(String text)
            ? new JsonPrimitive(text)
            : JsonNull.INSTANCE);
    json.addProperty("chit", line.chit().toString());
    json.addProperty("verified", line.included() ? "included" : "signed");
    return json;
  }

  private static JsonElement date(Optional<LocalDate> date) {
    return date.isPresent() ? new JsonPrimitive(date.get().toString()) : JsonNull.INSTANCE;
  }
}
