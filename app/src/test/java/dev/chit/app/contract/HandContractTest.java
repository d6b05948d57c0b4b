package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `chit hand`, and what the one at the other end sees of it.
class HandContractTest {
  @TempDir private Path temp;

  @Test
  void aHandedChitArrivesIsKeptAndRedeemedByItsId() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      town.welcome("bob");
      run(town, "bob", "msg", "alice", "hello").ok();

      Result handed =
          run(town, "alice", "hand", "bob", "5.00", "for", "the", "cake", "--json").ok();
      assertEquals("drawn", handed.field("state"));
      assertEquals("stored", handed.field("delivery"));
      String id = handed.field("chit");

      Result watched = run(town, "bob", "watch", "--count", "1", "--timeout", "60", "--json").ok();
      JsonObject came =
          watched.jsonLines().stream()
              .filter(it -> it.get("type").getAsString().equals("chit"))
              .findFirst()
              .orElseThrow();
      assertEquals(id, came.get("chit").getAsString());
      assertEquals("received", came.get("state").getAsString());
      assertEquals("alice", came.get("payer").getAsString());
      assertEquals("for the cake", came.get("memo").getAsString());
      String kept = run(town, "bob", "chits", id).ok().out();
      assertTrue(kept.contains("Not promised by the ledger; it may be presented"), kept);

      assertEquals("105.00", run(town, "bob", "redeem", id, "--json").ok().field("balance"));
      run(town, "alice", "watch", "--timeout", "1").ok();
      assertEquals("settled", run(town, "alice", "chits", id, "--json").ok().field("state"));
      run(town, "alice", "hand", "bob", "0").failed(2, "wrong-amount");
      run(town, "alice", "hand", "nobody", "1.00").failed(1, "unknown-account");
      run(town, "alice", "hand", "alice", "1.00").failed(2, "wrong-name");
    }
  }

  private static Result run(Town town, String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
