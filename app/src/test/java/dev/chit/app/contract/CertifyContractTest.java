package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises of the ledger, ways back, and what works with the network cut.
class CertifyContractTest {
  @TempDir private Path temp;

  @Test
  void aPromiseIsCheckedOfflinePaidAndGivenBack() throws Exception {
    String file = temp.resolve("tickets.chit").toString();
    String chit;
    try (Town town = town()) {
      Result certified =
          run(town, "alice", "certify", "bob", "20.00", "tickets", "--out", file, "--json").ok();
      chit = certified.field("chit");
      assertEquals("20.00", certified.field("held"));
      assertEquals("100.00", certified.field("balance"));
      assertTrue(certified.field("text").startsWith("chit:1c:"));
      Result again = run(town, "alice", "certify", chit, "--json").ok();
      assertEquals("true", again.field("repeated"));
      assertEquals(certified.field("index"), again.field("index"));
      assertTrue(run(town, "alice", "balance").out().contains("of which held: 20.00 EUR"));

      Result heard = run(town, "bob", "watch", "--count", "1", "--timeout", "30", "--json").ok();
      assertTrue(heard.out().contains("\"state\":\"certified\""), heard.out());
      Result checked = run(town, "bob", "redeem", file, "--check", "--json").ok();
      assertEquals("certified", checked.field("state"));
      assertEquals(certified.field("until"), checked.field("until"));
      run(town, "alice", "revoke", chit).failed(1, "certified");

      assertEquals("120.00", run(town, "bob", "redeem", file, "--json").ok().field("balance"));
      run(town, "bob", "cancel", chit).failed(1, "settled");
      Result part = run(town, "bob", "refund", chit, "5.00", "one", "seat", "--json").ok();
      assertEquals("115.00", part.field("balance"));
      assertEquals("100.00", run(town, "bob", "refund", chit, "--json").ok().field("balance"));
      assertEquals("true", run(town, "bob", "refund", chit, "--json").ok().field("repeated"));
      run(town, "bob", "refund", chit, "0.01").failed(1, "refund-exceeds");

      JsonArray receipts =
          run(town, "bob", "receipts", "--json").ok().json().getAsJsonArray("receipts");
      JsonObject back = receipts.get(0).getAsJsonObject();
      assertEquals(chit, back.get("refunds").getAsString());
      JsonObject paid = receipts.get(2).getAsJsonObject();
      assertEquals("20.00", paid.get("refunded").getAsString());
    }
  }

  @Test
  void aCertifiedChitIsGivenUpAndADrawnOneRevokedTwice() throws Exception {
    try (Town town = town()) {
      String held = run(town, "alice", "certify", "bob", "20.00", "--json").ok().field("chit");
      run(town, "bob", "watch", "--count", "1", "--timeout", "30").ok();
      Result cancelled = run(town, "bob", "cancel", held, "--json").ok();
      assertEquals("cancelled", cancelled.field("state"));
      assertEquals(
          cancelled.field("index"), run(town, "bob", "cancel", held, "--json").field("index"));
      assertEquals("0.00", run(town, "alice", "balance", "--json").ok().field("held"));

      String drawn = run(town, "alice", "draw", "bob", "1.00", "--json").ok().field("chit");
      String text = run(town, "alice", "chits", drawn, "--quiet").ok().out().strip();
      Result script =
          Chit.run(
              Map.of(),
              "revoke " + drawn + "\nrevoke " + drawn + "\nchits\n",
              "--home",
              town.home("alice"));
      assertEquals("", script.err());
      assertTrue(script.out().contains("The chit of 1.00 EUR to bob is revoked."), script.out());
      run(town, "bob", "redeem", text).failed(1, "revoked");
      run(town, "alice", "certify", text).failed(1, "revoked");
      run(town, "alice", "cancel", "0".repeat(32)).failed(1, "unknown-chit");
      run(town, "alice", "certify", "nothing").failed(2, "wrong-chit");
    }
  }

  @Test
  void muchWorksWithTheNetworkCut() throws Exception {
    Town town = town();
    run(town, "alice", "find", "bob").ok();
    String promise = run(town, "alice", "certify", "bob", "20.00", "--quiet").ok().out().strip();
    town.close();

    String drawn = run(town, "alice", "draw", "bob", "5.00", "--quiet").ok().out().strip();
    Result promised = run(town, "bob", "redeem", promise, "--check", "--json").ok();
    assertEquals("certified", promised.field("state"));
    assertEquals("received", run(town, "bob", "redeem", drawn, "--check", "--json").field("state"));
    JsonArray chits = run(town, "bob", "chits", "--json").ok().json().getAsJsonArray("chits");
    assertEquals(2, chits.size());
    run(town, "bob", "chits", promised.field("chit"), "--qr").ok();
    run(town, "bob", "requests").ok();
    run(town, "bob", "qr").ok();
  }

  private Town town() throws Exception {
    Town town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
    return town;
  }

  private static Result run(Town town, String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
