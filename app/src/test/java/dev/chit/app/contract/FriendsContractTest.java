package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests to talk, and keys that people compare.
class FriendsContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    for (String name : List.of("alice", "bob", "carol", "dora")) {
      town.welcome(name);
    }
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void aStrangerAsksAndIsAcceptedBeforeTheyAskForMoney() {
    as("bob", "msg", "alice", "hello").ok();
    as("bob", "request", "alice", "5.00", "cake").ok();
    JsonObject asked = heard("alice", "message");
    assertTrue(asked.get("request_to_talk").getAsBoolean());
    assertEquals(
        as("bob", "whoami", "--json").field("fingerprint"), asked.get("fingerprint").getAsString());
    as("alice", "requests", "--json").ok();
    JsonObject stranger = only("alice", "asking");
    assertEquals("bob", stranger.get("name").getAsString());
    assertEquals(1, stranger.get("held").getAsInt());

    Result accepted = as("alice", "accept", "BOB", "--json").ok();
    assertEquals("accepted", accepted.field("standing"));
    assertEquals("bob", only("alice", "friends").get("name").getAsString());
    assertEquals("cake", heard("alice", "request").get("memo").getAsString());
    assertEquals("95.00", as("alice", "accept", "bob", "--json").ok().field("balance"));
    as("alice", "refuse", "bob").failed(1, "unknown-request");
  }

  @Test
  void whoCameInByADoorIsWrittenToInTheClearAndTakesTheAccountOver() throws Exception {
    town.welcomeByADoor("edna");
    Result said = as("carol", "msg", "edna", "hello", "--json").ok();
    assertEquals("false", said.field("end_to_end"));
    String history = as("carol", "history", "edna").ok().out();
    assertTrue(history.contains("hello (not end-to-end encrypted by Chit)"), history);

    Result code = Chit.run("admin", "claim", "edna", "--data", town.data(), "--json").ok();
    String[] register = {
      "register", "edna", "--home", town.home("edna"), "--no-passphrase", "--server", town.address()
    };
    Chit.run(with(register, "--claim", "abc", "--json")).failed(2, "wrong-code");
    Chit.run(with(register, "--claim", code.field("code"), "--invite", "x")).failed(2, "usage");
    Result own = Chit.run(with(register, "--claim", code.field("code"), "--json")).ok();
    assertEquals("12.50", own.field("balance"));
    Chit.run("admin", "claim", "edna", "--data", town.data()).failed(1, "not-custodial");
    assertEquals("true", as("carol", "msg", "edna", "sealed", "--json").ok().field("end_to_end"));
    assertEquals(own.field("account"), as("carol", "find", "edna", "--json").ok().field("account"));
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void whoIsRefusedIsToldAndWhoIsBlockedIsNot() {
    as("carol", "msg", "dora", "hello").ok();
    heard("dora", "message");
    Result shell =
        Chit.run(
            Map.of(),
            "refuse carol\nblock carol\nfriends\nunblock carol\nquit\n",
            "--home",
            town.home("dora"));
    assertTrue(shell.out().contains("carol was told that you do not want to talk."), shell.out());
    assertTrue(shell.out().contains("  carol is blocked\n"), shell.out());
    JsonObject told = heard("carol", "talk-refused");
    assertEquals("dora", told.get("by").getAsString());

    as("dora", "block", "carol", "--json").ok();
    as("dora", "msg", "carol", "no").failed(1, "blocked");
    as("dora", "unblock", "carol").ok();
    as("dora", "unblock", "carol").failed(1, "not-blocked");
    as("dora", "block", "nobody").failed(1, "unknown-account");
  }

  @Test
  void twoPeopleCompareTheSameNumberAndTheMarkIsKept() throws Exception {
    Result atCarol = as("carol", "verify", "alice", "--json").ok();
    Result atAlice = as("alice", "verify", "carol", "--qr", "--json").ok();
    String number = atCarol.field("safety_number");
    assertTrue(number.matches("[0-9]{60}"), number);
    assertEquals(number, atAlice.field("safety_number"));
    assertEquals("chit-safety:1:" + number, atAlice.field("qr"));
    assertEquals("not-compared", atAlice.field("key"));
    assertEquals("verified", as("alice", "verify", "carol", "--confirm", "--json").field("key"));
    assertEquals("verified", as("alice", "verify", "carol", "--json").field("key"));
    assertTrue(
        as("alice", "verify", "carol").ok().out().contains(number.substring(0, 5) + " "), number);

    as("alice", "verify", "nobody").failed(1, "unknown-account");
    as("alice", "verify", "no such name").failed(2, "no-file");
    as("alice", "verify", "nowhere.receipt").failed(2, "no-file");
    Path file = Files.writeString(temp.resolve("invoice"), "no receipt");
    as("alice", "verify", file.toString(), "--confirm").failed(2, "usage");
  }

  @Test
  void whoMayBeSeenIsKept() {
    assertEquals("everyone", as("dora", "status", "--json").ok().field("status"));
    assertEquals("contacts", as("dora", "status", "Contacts", "--json").ok().field("status"));
    assertEquals("contacts\n", as("dora", "status", "--quiet").ok().out());
    as("dora", "status", "somebody").failed(2, "usage");
    as("dora", "status", "everyone").ok();
  }

  @Test
  void whoLeavesEmptiesTheAccountFirstAndIsGoneForEverybodyToSee() {
    town.welcome("erin");
    as("dora", "msg", "erin", "welcome").ok();
    as("erin", "account", "delete").failed(2, "usage");
    as("erin", "account", "delete", "--yes").failed(1, "not-empty");
    as("erin", "pay", "operator", "100.00").ok();
    Result left = as("erin", "account", "delete", "--yes", "--json").ok();
    assertTrue(left.json().get("closed").getAsBoolean());
    as("erin", "whoami").failed(2, "no-profile");
    as("dora", "msg", "erin", "still there?").failed(1, "account-closed");
    as("dora", "pay", "erin", "1.00").failed(1, "account-closed");
    assertTrue(as("dora", "find", "erin", "--json").ok().json().get("closed").getAsBoolean());
  }

  private static JsonObject only(String name, String list) {
    List<JsonObject> people =
        as(name, "friends", "--json").ok().json().getAsJsonArray(list).asList().stream()
            .map(it -> it.getAsJsonObject())
            .toList();
    assertEquals(1, people.size(), people.toString());
    return people.getFirst();
  }

  private static JsonObject heard(String name, String type) {
    Result result = as(name, "watch", "--count", "1", "--timeout", "60", "--json").ok();
    return result.jsonLines().stream()
        .filter(it -> it.get("type").getAsString().equals(type))
        .findFirst()
        .orElseGet(() -> heard(name, type));
  }

  private static Result as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
