package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups from the command line.
class GroupContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    for (String name : List.of("alice", "bob", "carol")) {
      town.welcome(name);
    }
    // An invitation of somebody to whom one has written needs no consent.
    as("bob", "msg", "alice", "hello").ok();
    as("carol", "msg", "alice", "hello").ok();
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void aGroupIsMadeTalksPaysAndIsLeft() throws Exception {
    Result made = as("alice", "group", "new", "trip", "bob", "carol", "--json").ok();
    String id = made.field("group_id");
    assertEquals("trip", made.field("group"));
    assertEquals("admin", made.field("role"));
    assertEquals(3, made.json().getAsJsonArray("members").size());
    JsonObject invited = heard("bob", "group");
    assertEquals("invited", invited.get("what").getAsString());
    assertEquals("alice", invited.get("by").getAsString());
    assertEquals(id, invited.get("group_id").getAsString());
    heard("carol", "group");

    Result sent = as("alice", "msg", "#trip", "when", "do", "we", "leave?", "--json").ok();
    assertEquals("stored", sent.field("state"));
    assertEquals("2", sent.field("stored"));
    JsonObject heard = heard("carol", "group-message");
    assertEquals("when do we leave?", heard.get("text").getAsString());
    assertEquals("trip", heard.get("group").getAsString());
    assertEquals("alice", heard.get("from").getAsString());
    as("bob", "msg", "#TRIP", "at", "noon").ok();
    // It may come before the key that opens it.
    assertEquals("at noon", heard("alice", "group-message").get("text").getAsString());
    List<String> history =
        as("alice", "history", "#trip", "--json")
            .ok()
            .json()
            .getAsJsonArray("messages")
            .asList()
            .stream()
            .map(it -> it.getAsJsonObject())
            .map(it -> it.get("from").getAsString() + ": " + it.get("text").getAsString())
            .toList();
    assertEquals(List.of("alice: when do we leave?", "bob: at noon"), history);

    Path map = Files.writeString(temp.resolve("map.txt"), "here");
    as("alice", "send", "#trip", map.toString(), "--json").ok();
    JsonObject file = heard("carol", "file");
    assertEquals(
        "#trip alice", file.get("with").getAsString() + " " + file.get("from").getAsString());
    as("carol", "save", "#trip", "--out", town.home("carol")).ok();
    assertEquals("here", Files.readString(Path.of(town.home("carol"), "map.txt")));

    Result split = as("alice", "split", "30.00", "#trip", "--include-me", "--json").ok();
    assertEquals(
        List.of("bob 10.00", "carol 10.00"),
        split.json().getAsJsonArray("requests").asList().stream()
            .map(it -> it.getAsJsonObject())
            .map(it -> it.get("with").getAsString() + " " + it.get("amount").getAsString())
            .sorted()
            .toList());
    as("bob", "accept", "alice", "--yes", "--json").ok();

    as("bob", "group", "add", "trip", "alice").failed(1, "not-admin");
    as("alice", "group", "role", "#trip", "bob", "admin").ok();
    as("bob", "group", "name", id.substring(0, 8), "journey").ok();
    Result list = as("carol", "group", "list", "--json").ok();
    JsonObject journey = list.json().getAsJsonArray("groups").get(0).getAsJsonObject();
    assertEquals("journey", journey.get("group").getAsString());
    assertEquals("member", journey.get("role").getAsString());

    as("alice", "group", "remove", "journey", "carol").ok();
    as("carol", "msg", "#journey", "hello?").failed(1, "unknown-group");
    as("bob", "group", "leave", "#journey").ok();
    Result shown = as("alice", "group", "show", "journey").ok();
    assertTrue(shown.out().contains("#journey, 1 member"), shown.out());
    assertTrue(shown.out().contains("alice (admin)"), shown.out());
    as("alice", "msg", "#journey", "alone").ok();
  }

  @Test
  void theShellKnowsGroupsToo() {
    as("alice", "group", "new", "club", "bob").ok();
    Result shell =
        Chit.run(
            Map.of(),
            "group show club\nchat #club\nhello club\n/quit\nhistory #club\nquit\n",
            "shell",
            "--home",
            town.home("bob"));
    assertEquals(0, shell.exit(), shell.out() + shell.err());
    assertTrue(shell.out().contains("#club, 2 members"), shell.out() + shell.err());
    assertTrue(shell.out().contains("bob: hello club"), shell.out() + shell.err());
  }

  @Test
  void whatMakesNoSenseIsRefusedWithASentence() {
    as("alice", "group").failed(2, "usage");
    as("alice", "group", "dance").failed(2, "usage");
    as("alice", "group", "new").failed(2, "usage");
    as("alice", "group", "new", "two words").failed(2, "wrong-name");
    as("alice", "group", "new", "x", "bob", "bob").failed(2, "wrong-name");
    as("alice", "group", "show", "nowhere", "--json").failed(1, "unknown-group");
    as("alice", "msg", "#nowhere", "hello").failed(1, "unknown-group");
    as("alice", "history", "#nowhere").failed(1, "unknown-group");
    as("alice", "group", "new", "lonely").ok();
    as("alice", "group", "role", "lonely", "bob", "admin").failed(1, "no-such-member");
    as("alice", "group", "role", "lonely", "alice", "king").failed(2, "usage");
    as("alice", "group", "role", "lonely", "alice", "member").failed(1, "last-admin");
    as("alice", "group", "add", "lonely", "nobody").failed(1, "unknown-account");
    as("alice", "split", "3.00", "#lonely").failed(2, "wrong-name");
    as("alice", "group", "new", "lonely").ok();
    as("alice", "group", "show", "lonely").failed(1, "ambiguous-group");
  }

  private static Result as(String who, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--home", town.home(who)));
    return Chit.run(all.toArray(String[]::new));
  }

  /// Waits for the next of a kind, and skips others.
  private static JsonObject heard(String who, String type) {
    for (int i = 0; i < 20; i++) {
      Result watched = as(who, "watch", "--json", "--count", "1", "--timeout", "60").ok();
      for (JsonObject one : watched.jsonLines()) {
        if (one.get("type").getAsString().equals(type)) {
          return one;
        }
      }
    }
    throw new AssertionError("no " + type + " came for " + who);
  }
}
