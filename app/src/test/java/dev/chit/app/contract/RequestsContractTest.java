package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asking for money, and answering.
class RequestsContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    for (String name : List.of("alice", "bob", "carol")) {
      town.welcome(name);
    }
    // Whom one writes to may ask one for money.
    alice("msg", "bob", "hello").ok();
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void oneIsPaidOneRefusedOneWithdrawn() {
    String lunch = bob("request", "alice", "12.50", "lunch", "--json").ok().field("request");
    JsonObject got = heard("alice", "request");
    assertEquals(lunch, got.get("request").getAsString());
    assertEquals("bob", got.get("from").getAsString());
    assertEquals("12.50", got.get("amount").getAsString());
    assertEquals("lunch", got.get("memo").getAsString());

    Result paid = alice("accept", "bob", "--json").ok();
    assertEquals("87.50", paid.field("balance"));
    assertEquals(lunch, paid.field("request"));
    alice("pay", "--request", lunch.substring(0, 8)).failed(1, "already-paid");
    alice("accept", "bob").failed(1, "unknown-request");
    assertEquals(paid.field("chit"), heard("bob", "request-paid").get("chit").getAsString());

    String tea = bob("request", "alice", "1.00", "tea", "--json").ok().field("request");
    heard("alice", "request");
    bob("remind", tea).ok();
    assertEquals(tea, heard("alice", "request-reminder").get("request").getAsString());
    alice("refuse", tea, "I", "paid", "in", "cash").ok();
    assertEquals("I paid in cash", heard("bob", "request-refused").get("answer").getAsString());
    alice("accept", tea).failed(1, "request-refused");

    String cake = bob("request", "alice", "2.00", "--expires", "7d", "--json").field("request");
    heard("alice", "request");
    bob("withdraw", cake).ok();
    bob("withdraw", cake).ok();
    heard("alice", "request-withdrawn");
    alice("pay", "--request", cake).failed(1, "request-withdrawn");
    bob("accept", cake).failed(1, "unknown-request");
    alice("withdraw", cake).failed(1, "unknown-request");

    JsonArray all = alice("requests", "--json").ok().json().getAsJsonArray("requests");
    assertEquals(
        List.of("withdrawn", "refused", "paid"),
        all.asList().stream().map(it -> text(it.getAsJsonObject(), "state")).toList());
    alice("requests", "--limit", "0").failed(2, "usage");
    alice("requests", "0000").failed(1, "unknown-request");
  }

  @Test
  void aSplitShowsWhoHasPaidInTheShellToo() {
    town.welcome("dora");
    bob("msg", "dora", "hello").ok();
    Chit.run(as("carol", "msg", "dora", "hello")).ok();
    Result asked =
        Chit.run(
            as(
                "dora",
                "split",
                "10.00",
                "bob",
                "carol",
                "--include-me",
                "for",
                "the",
                "taxi",
                "--json"));
    String split = asked.ok().field("split");
    assertEquals("6.67", asked.field("asked"));

    heard("carol", "request");

    Result carol =
        Chit.run(
            Map.of(),
            "requests\naccept dora\nrequests\n",
            "--home",
            town.home("carol"),
            "--no-passphrase");
    assertTrue(
        carol.out().contains("dora asks for 3.33 EUR “the taxi”"), carol.out() + carol.err());
    assertTrue(carol.out().contains("3.33 EUR paid to dora."), carol.out() + carol.err());
    assertEquals("3.33", text(heard("dora", "request-paid"), "amount"));

    Result now = Chit.run(as("dora", "requests", split.substring(0, 10), "--json")).ok();
    assertEquals("3.33", now.field("paid"));
    assertEquals(2, now.json().getAsJsonArray("requests").size());
    Chit.run(as("dora", "split", "10.00", "for", "nobody")).failed(2, "usage");
    Chit.run(as("dora", "split", "10.00", "bob", "bob")).failed(2, "wrong-name");
    Chit.run(as("dora", "split", "0.01", "bob", "carol")).failed(2, "wrong-amount");
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  /// Waits for something addressed to the profile; answers with the line of this kind.
  private static JsonObject heard(String name, String type) {
    Result result = Chit.run(as(name, "watch", "--count", "1", "--timeout", "30", "--json")).ok();
    return result.jsonLines().stream()
        .filter(it -> text(it, "type").equals(type))
        .findFirst()
        .orElseGet(() -> heard(name, type));
  }

  private static Result alice(String... words) {
    return Chit.run(as("alice", words));
  }

  private static Result bob(String... words) {
    return Chit.run(as("bob", words));
  }

  private static String[] as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return all.toArray(String[]::new);
  }
}
