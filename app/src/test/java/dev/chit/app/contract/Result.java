package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/// How a command ended.
record Result(int exit, String out, String err) {

  /// The one object that it answered with.
  JsonObject json() {
    List<JsonObject> all = jsonLines();
    assertEquals(1, all.size(), () -> out + err);
    return all.getFirst();
  }

  List<JsonObject> jsonLines() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  String field(String name) {
    JsonObject json = json();
    assertTrue(json.has(name), () -> name + " is not in " + json);
    return json.get(name).getAsString();
  }

  Result ok() {
    assertEquals(0, exit, () -> out + err);
    return this;
  }

  /// Refused in both forms alike: the code first, and a whole sentence for a person.
  Result failed(int expectedExit, String code) {
    assertEquals(expectedExit, exit, () -> out + err);
    String said = err;
    if (err.isEmpty()) {
      JsonObject error = json().getAsJsonObject("error");
      said = error.get("code").getAsString() + ": " + error.get("message").getAsString() + "\n";
    }
    String sentence = said;
    assertTrue(sentence.startsWith(code + ": "), sentence);
    assertTrue(sentence.endsWith(".\n") || sentence.endsWith("?\n"), sentence);
    assertEquals(1, sentence.lines().count(), sentence);
    assertTrue(!sentence.contains("Exception"), sentence);
    return this;
  }
}
