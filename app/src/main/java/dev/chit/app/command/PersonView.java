package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.client.Acquaintance;
import dev.chit.client.Standing;

/// Somebody, and how one stands with them, as JSON and as a line.
final class PersonView {
  private PersonView() {}

  static JsonObject json(Acquaintance person) {
    var json = new JsonObject();
    json.addProperty("name", person.name().toString());
    json.addProperty("account", person.account().toString());
    json.addProperty("fingerprint", person.fingerprint().toString());
    json.addProperty("standing", person.standing().toString());
    json.addProperty("key", person.key().toString());
    json.addProperty("closed", person.closed());
    if (person.standing() == Standing.ASKING) {
      json.addProperty("texts", person.texts());
      json.addProperty("held", person.held());
      json.addProperty("dropped", person.dropped());
    }
    return json;
  }

  static Answer answer(Acquaintance person, String line) {
    var answer = new Answer();
    json(person).entrySet().forEach(it -> answer.with(it.getKey(), it.getValue()));
    return answer.line(line).value(person.standing().toString());
  }

  static String line(Acquaintance person) {
    return "  "
        + person.name()
        + switch (person.standing()) {
          case ACCEPTED -> key(person);
          case ASKING -> asking(person);
          case REFUSED -> " was refused";
          case BLOCKED -> " is blocked";
          case STRANGER -> "";
        }
        + (person.closed() ? ", account closed" : "");
  }

  private static String key(Acquaintance person) {
    return switch (person.key()) {
      case VERIFIED -> ", verified";
      case NOT_COMPARED -> "";
      case CHANGED ->
          ", KEY CHANGED: the server named another key; compare anew, verify " + person.name();
    };
  }

  private static String asking(Acquaintance person) {
    return " asks to talk: "
        + person.texts()
        + (person.texts() == 1 ? " text" : " texts")
        + (person.held() > 0 ? ", " + person.held() + " held back" : "")
        + (person.dropped() > 0 ? ", " + person.dropped() + " dropped" : "")
        + "; fingerprint "
        + person.fingerprint().grouped();
  }
}
