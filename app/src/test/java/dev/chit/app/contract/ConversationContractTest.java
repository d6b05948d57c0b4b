package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that are answered, changed, taken back, read and found.
class ConversationContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
    as("bob", "msg", "alice", "good morning").ok();
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void messagesDisappearIfSomebodyChoosesSo() {
    as("alice", "disappear", "bob").ok();
    assertEquals("3600", as("alice", "disappear", "bob", "1h", "--json").ok().field("seconds"));
    JsonObject line = last("bob", "alice");
    assertEquals(3600, line.get("disappear_seconds").getAsLong());
    assertEquals("alice", line.get("from").getAsString());
    String shown = as("bob", "history", "alice").ok().out();
    assertTrue(shown.contains("alice has messages disappear 1h after they are read"), shown);

    as("alice", "msg", "bob", "for", "your", "eyes").ok();
    JsonObject sent = last("alice", "bob");
    assertEquals(3600, sent.get("disappears_after_seconds").getAsLong());
    assertTrue(sent.has("disappears_at"), sent.toString());
    last("bob", "alice");
    assertTrue(last("bob", "alice").has("disappears_at"), "reading begins its time");

    Result shell = Chit.run(Map.of(), "disappear alice off\nquit\n", "--home", town.home("bob"));
    assertTrue(shell.out().contains("Messages with alice stay."), shell.out() + shell.err());
    assertEquals(0, last("alice", "bob").get("disappear_seconds").getAsLong());
    as("alice", "disappear", "bob", "soon").failed(2, "wrong-time");
    as("alice", "disappear", "bob", "53w").failed(2, "wrong-time");
  }

  @Test
  void wordsThatSayNothingAreRefusedInASentence() {
    as("alice", "search", "").failed(2, "usage");
    Result wrong = as("alice", "export", "bob", "--format", "pdf", "--out", "x.pdf");
    assertTrue(
        wrong.failed(2, "usage").err().contains("“pdf” is not one of text, json."), wrong.err());
  }

  @Test
  void aMessageIsAnsweredChangedReadAndTakenBack() {
    String id = as("alice", "msg", "bob", "see", "you", "at", "tow", "--json").ok().field("id");
    String digits = id.substring(0, 8);
    assertEquals(
        "true", as("alice", "edit", digits, "see", "you", "at", "two", "--json").field("edited"));
    assertEquals("see you at two", last("bob", "alice").get("text").getAsString());
    as("bob", "msg", "alice", "--reply", digits, "yes").ok();
    JsonObject answer = last("alice", "bob");
    assertEquals(id, answer.get("reply_to").getAsString());

    Result found = as("alice", "search", "TWO", "--json").ok();
    JsonObject hit = found.json().getAsJsonArray("messages").get(0).getAsJsonObject();
    assertEquals("bob", hit.get("with").getAsString());
    assertEquals(id, hit.get("id").getAsString());
    String shown = as("alice", "history", "bob", "--ids").ok().out();
    assertTrue(shown.contains(digits + " alice: see you at two (edited) ✓"), shown);

    Result shell =
        Chit.run(
            Map.of(), "unsend " + digits + "\nsearch two\nquit\n", "--home", town.home("alice"));
    assertTrue(shell.out().contains("Taken back: " + digits + "."), shell.out() + shell.err());
    as("alice", "edit", digits, "again").failed(1, "message-deleted");
    as("bob", "unsend", digits).failed(1, "not-yours");
    as("bob", "unsend", "ffffffffffff").failed(1, "unknown-message");
    as("bob", "unsend", "xyz").failed(2, "usage");
    as("alice", "search").failed(2, "usage");
  }

  @Test
  void readMarksCanBeSwitchedOff() {
    assertEquals("true", as("bob", "status", "--json").ok().field("read_marks"));
    assertEquals("false", as("bob", "status", "--read-marks", "off", "--json").field("read_marks"));
    assertEquals("true", as("bob", "status", "--read-marks", "on", "--json").field("read_marks"));
    as("bob", "status", "--read-marks", "maybe").failed(2, "usage");
  }

  @Test
  void aConversationIsWrittenToAFileAndForgottenHereOnly() throws Exception {
    town.welcome("carol");
    town.welcome("dora");
    as("carol", "msg", "dora", "first").ok();
    as("carol", "msg", "dora", "second").ok();
    Path text = temp.resolve("dora.txt");
    Path json = temp.resolve("dora.json");
    as("carol", "export", "dora", "--out", text.toString()).ok();
    Result written =
        as("carol", "export", "dora", "--format", "json", "--out", json.toString(), "--json").ok();
    assertEquals(2, written.json().get("messages").getAsInt());
    List<String> lines = Files.readAllLines(text);
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().endsWith("carol: first"), lines.toString());
    JsonObject all = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals("dora", all.get("with").getAsString());
    assertEquals(
        "second",
        all.getAsJsonArray("messages").get(1).getAsJsonObject().get("text").getAsString());
    String nowhere = temp.resolve("no").resolve("where").toString();
    as("carol", "export", "dora", "--out", nowhere).failed(2, "no-directory");
    as("carol", "export", "dora").failed(2, "usage");

    assertEquals("2", as("carol", "forget", "dora", "--json").ok().field("forgotten"));
    assertEquals(
        0, as("carol", "history", "dora", "--json").json().getAsJsonArray("messages").size());
    assertEquals(
        2, as("dora", "history", "carol", "--json").json().getAsJsonArray("messages").size());
    as("dora", "forget", "carol", "-y").ok();
    as("dora", "watch", "--timeout", "1", "--count", "1").failed(1, "timeout");
    as("dora", "forget", "nobody", "-y").failed(1, "unknown-account");
  }

  private static JsonObject last(String name, String with) {
    var all = as(name, "history", with, "--json").ok().json().getAsJsonArray("messages");
    return all.get(all.size() - 1).getAsJsonObject();
  }

  private static Result as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
