package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts that are checked when the server is long gone.
class VerifyTest {
  @TempDir private static Path temp;

  private static String ledger;
  private static String otherLedger;
  private static String paidChit;
  private static String alice;
  private static String bob;
  private static Path receipt;
  private static Path drawn;
  private static Path allOfBob;

  @BeforeAll
  static void payAndCloseTheServer() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      town.welcome("bob");
      ledger = town.address().substring(town.address().indexOf('#') + 1);
      alice = run("alice", "whoami", "--json").ok().field("account");
      bob = run("bob", "whoami", "--json").ok().field("account");
      paidChit =
          run("alice", "pay", "bob", "12.50", "rent", "for", "May", "--json").ok().field("chit");
      receipt = temp.resolve("rent.receipt");
      run("alice", "receipts", paidChit, "--out", receipt.toString()).ok();
      run("alice", "receipts", paidChit, "--out", receipt.toString()).failed(2, "file-exists");
      run("alice", "receipts", "0".repeat(32), "--out", temp.resolve("none").toString())
          .failed(1, "unknown-chit");
      run("alice", "receipts", "--out", temp.resolve("none").toString()).failed(2, "usage");
      run("bob", "watch", "--count", "1", "--timeout", "30").ok();
      allOfBob = temp.resolve("all");
      String all = allOfBob.toString();
      Result saved = run("bob", "receipts", "--all", all, "--without-memo", "--json").ok();
      assertEquals(2, saved.json().getAsJsonArray("saved").size());
      String text = run("alice", "draw", "bob", "3.00", "--quiet").ok().out();
      drawn = Files.writeString(temp.resolve("cake.chit"), text);
    }
    otherLedger = (ledger.startsWith("a") ? "b" : "a") + ledger.substring(1);
  }

  @Test
  void aReceiptNeedsNothingButItsLedgersFingerprint() {
    Result result = Chit.run("verify", receipt.toString(), "--ledger", ledger, "--json").ok();
    assertTrue(result.json().get("verified").getAsBoolean());
    JsonObject file = file(result);
    assertEquals("receipt", text(file, "kind"));
    assertEquals(alice, text(file, "payer"));
    assertEquals(bob, text(file, "payee"));
    assertEquals("12.50", text(file, "amount"));
    assertEquals("EUR", text(file, "unit"));
    assertEquals("rent for May", text(file, "memo"));
    assertEquals(paidChit, text(file, "chit"));
    assertFalse(file.has("payerName"));

    String said = verify(receipt, "--ledger", "192.0.2.7:7700#" + ledger).ok().out();
    for (String part : List.of("verified", alice, bob, "12.50 EUR", "“rent for May”", "index")) {
      assertTrue(said.contains(part), said);
    }
  }

  @Test
  void aProfileLendsItsNamesAndItsLedger() {
    Result result = verify(receipt, "--home", home("bob"), "--json").ok();
    assertEquals("alice", text(file(result), "payerName"));
    assertEquals("bob", text(file(result), "payeeName"));
    String said = verify(receipt, "--home", home("bob")).ok().out();
    assertTrue(said.contains("(alice)") && said.contains("your profile's word"), said);
    verify(receipt, "--home", home("bob"), "--ledger", otherLedger).failed(1, "foreign-ledger");
  }

  @Test
  void theShellChecksAgainstItsOwnLedger() {
    Result shell =
        Chit.run(Map.of(), "verify " + receipt + "\nquit\n", "shell", "--home", home("alice"));
    assertTrue(shell.out().contains("verified, paid"), shell.out() + shell.err());
  }

  @Test
  void withoutALedgerItSaysWhoseItWouldBe() {
    Result refused = verify(receipt).failed(1, "ledger-not-given");
    assertTrue(refused.err().contains(ledger), refused.err());
    verify(receipt, "--ledger", otherLedger).failed(1, "foreign-ledger");
    verify(receipt, "--ledger", "nonsense").failed(2, "wrong-ledger");
    verify(temp.resolve("nowhere"), "--ledger", ledger).failed(2, "no-file");
    Chit.run("verify", "--ledger", ledger).failed(2, "usage");
  }

  @Test
  void nothingIsVerifiedThatWasChanged() throws Exception {
    String good = Files.readString(receipt);
    List<String> lines = List.of(good.split("\n", -1));
    for (int at = 0; at < lines.size(); at++) {
      var without = new ArrayList<>(lines);
      without.remove(at);
      assertRefused(String.join("\n", without), "without line " + at);
      var twice = new ArrayList<>(lines);
      twice.add(at, lines.get(at));
      assertRefused(String.join("\n", twice), "line " + at + " twice");
    }
    for (int at = 0; at < good.length(); at += 13) {
      assertRefused(good.substring(0, at), "cut at " + at);
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      assertRefused(good.substring(0, at) + other + good.substring(at + 1), "other at " + at);
    }
  }

  @Test
  void oneBadFileAmongGoodOnesIsNotLost() throws Exception {
    Path bad = Files.writeString(temp.resolve("bad.receipt"), "not a receipt\n");
    Path bytes = Files.write(temp.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});
    Result result =
        Chit.run(
            "verify",
            receipt.toString(),
            bad.toString(),
            bytes.toString(),
            "--ledger",
            ledger,
            "--json");
    assertEquals(1, result.exit());
    assertFalse(result.json().get("verified").getAsBoolean());
    assertEquals(3, result.json().getAsJsonArray("files").size());
    assertTrue(file(result).get("verified").getAsBoolean());
    assertEquals("not-a-receipt", result.json().getAsJsonObject("error").get("code").getAsString());
  }

  @Test
  void aDrawnChitIsShownAndPromisesNothing() throws Exception {
    Result result = verify(drawn, "--ledger", ledger, "--json");
    result.failed(1, "nothing-promised");
    assertEquals("300", text(file(result), "amountMinor"));
    assertEquals(alice, text(file(result), "payer"));
    Chit.run("verify", Files.readString(drawn).strip(), "--home", home("alice"))
        .failed(1, "nothing-promised");
  }

  @Test
  void allReceiptsAreWrittenOnceAndWithoutMemoIfAsked() throws Exception {
    Result again = run("bob", "receipts", "--all", allOfBob.toString(), "--json").ok();
    assertEquals(0, again.json().getAsJsonArray("saved").size());
    try (Stream<Path> files = Files.list(allOfBob)) {
      var words = new ArrayList<>(List.of("verify", "--ledger", ledger, "--json"));
      files.map(Path::toString).forEach(words::add);
      Chit.run(words.toArray(String[]::new)).ok();
    }
    Result rent =
        verify(allOfBob.resolve(paidChit + ".receipt"), "--ledger", ledger, "--json").ok();
    assertTrue(file(rent).get("memo").isJsonNull());
    assertTrue(file(rent).get("memoWithheld").getAsBoolean());
  }

  private static void assertRefused(String text, String how) throws Exception {
    Path changed = Files.writeString(temp.resolve("changed.receipt"), text);
    assertEquals(1, verify(changed, "--ledger", ledger).exit(), how);
  }

  private static Result verify(Path file, String... words) {
    return Chit.run(
        Stream.concat(Stream.of("verify", file.toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private static JsonObject file(Result result) {
    return result.json().getAsJsonArray("files").get(0).getAsJsonObject();
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  private static String home(String name) {
    return temp.resolve(name).toString();
  }

  private static Result run(String name, String... words) {
    return Chit.run(
        Stream.concat(Stream.of(words), Stream.of("--home", home(name))).toArray(String[]::new));
  }
}
