package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
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

/// Chits as text, file, picture and input; addresses to pay to.
class ChitsContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
    alice("find", "bob").ok();
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void aChitGoesByFilePictureAndInputAndPaysOnce() throws Exception {
    String file = temp.resolve("cake.chit").toString();
    String picture = temp.resolve("cake.png").toString();
    Result drawn =
        alice(
                "draw",
                "bob",
                "5.00",
                "for",
                "the",
                "cake",
                "--expires",
                "30d",
                "--out",
                file,
                "--qr-out",
                picture,
                "--json")
            .ok();
    String text = drawn.field("text");
    assertEquals(text + "\n", Files.readString(Path.of(file)));

    Result checked = bob("redeem", file, "--check", "--json").ok();
    assertEquals("received", checked.field("state"));
    assertEquals(drawn.field("expires"), checked.field("expires"));
    assertEquals(alice("whoami", "--json").field("account"), checked.field("payerAccount"));
    Result paid = bob("redeem", picture, "--json").ok();
    assertEquals("false", paid.field("repeated"));
    Result again = Chit.run(Map.of(), text + "\n", as("bob", "redeem", "-", "--json")).ok();
    assertEquals("true", again.field("repeated"));
    assertEquals(paid.field("index"), again.field("index"));
    assertTrue(bob("redeem", file).ok().out().contains("had been paid before"));

    JsonArray atBob = bob("chits", "--json").ok().json().getAsJsonArray("chits");
    JsonObject mine = chit(atBob, drawn.field("chit"));
    assertEquals("settled", mine.get("state").getAsString());
    assertEquals(paid.field("index"), mine.get("index").getAsString());
    Chit.run("watch", "--home", town.home("alice"), "--timeout", "1").ok();
    assertEquals("settled", alice("chits", drawn.field("chit"), "--json").ok().field("state"));
  }

  @Test
  void aChitThatIsNotCoveredMayBePresentedAgain() {
    town.welcome("carol");
    carol("find", "bob").ok();
    String text = carol("draw", "bob", "101.00", "--quiet").ok().out().strip();

    Result bounced = bob("redeem", text).failed(1, "insufficient-funds");
    assertTrue(bounced.err().contains("may be presented again until "), bounced.err());
    Result listed = bob("chits").ok();
    assertTrue(listed.out().contains("101.00 EUR from carol to bob  bounced"), listed.out());
    alice("pay", "carol", "1.00").ok();
    bob("redeem", text, "--json").ok();
    alice("redeem", "no such file").failed(2, "wrong-chit");
    alice("redeem", text.replace("chit:1:", "chit:1:x")).failed(2, "wrong-chit");
  }

  @Test
  void aPaymentAddressIsShownAndPaid() throws Exception {
    String svg = temp.resolve("coffee.svg").toString();
    String uri =
        bob("qr", "2.50", "coffee", "&", "cake", "--qr-out", svg, "--json").ok().field("uri");
    assertTrue(Files.readString(Path.of(svg)).startsWith("<svg "));
    assertTrue(bob("qr").ok().out().contains("█"));

    Result paid = alice("pay", uri, "--json").ok();
    assertEquals("2.50", paid.field("amount"));
    assertEquals("bob", paid.field("payee"));
    assertEquals("coffee & cake", alice("receipts", paid.field("chit"), "--json").field("memo"));
    String open = bob("qr", "--quiet").ok().out().strip();
    assertEquals("1.00", alice("pay", open, "1.00", "--json").ok().field("amount"));

    alice("pay", open).failed(2, "usage");
    alice("pay", uri.replace("EUR", "USD")).failed(1, "wrong-unit");
    int hash = uri.indexOf("%23") + 3;
    String elsewhere = uri.substring(0, hash) + "a".repeat(52) + uri.substring(hash + 52);
    alice("pay", elsewhere).failed(1, "wrong-ledger");
    alice("pay", "payto://iban/DE75512108001245126199").failed(2, "wrong-address");
  }

  @Test
  void wrongWordsAreExplained() {
    alice("draw", "bob").failed(2, "usage");
    alice("draw", "bob", "1.00", "--expires", "yesterday").failed(2, "wrong-time");
    alice("draw", "bob", "1.00", "--expires", "2001-01-01").failed(2, "wrong-time");
    alice("draw", "bob", "1.00", "--qr-out", "cake.gif").failed(2, "usage");
    alice("draw", "--to-account", "bob", "1.00").failed(2, "wrong-account");
    alice("chits", "0".repeat(32)).failed(1, "unknown-chit");
    alice("chits", "--limit", "501").failed(2, "usage");
  }

  private static JsonObject chit(JsonArray chits, String id) {
    return chits.asList().stream()
        .map(it -> it.getAsJsonObject())
        .filter(it -> it.get("chit").getAsString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Result alice(String... words) {
    return Chit.run(as("alice", words));
  }

  private static Result bob(String... words) {
    return Chit.run(as("bob", words));
  }

  private static Result carol(String... words) {
    return Chit.run(as("carol", words));
  }

  private static String[] as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return all.toArray(String[]::new);
  }
}
