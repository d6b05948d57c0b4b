package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Further devices from the command line.
class DeviceContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void aDeviceIsLinkedByACodeListedUsedAndRevoked() throws Exception {
    String code;
    try (Chit.Running linking =
        Chit.start("device", "link", "--yes", "--json", "--home", town.home("alice"))) {
      linking.out().await("\"code\"");
      code = json(linking.out().text().lines().findFirst().orElseThrow()).get("code").getAsString();
      Result added =
          Chit.run(
                  Map.of(),
                  code + "\n",
                  "device",
                  "add",
                  "--label",
                  "laptop",
                  "--no-passphrase",
                  "--server",
                  town.address(),
                  "--home",
                  town.home("laptop"),
                  "--json")
              .ok();
      assertEquals("2", added.field("device"));
      assertEquals("alice", added.field("name"));
      linking.out().await("\"device\"");
      List<String> lines = linking.out().text().lines().toList();
      assertTrue(json(lines.get(1)).get("check").getAsString().matches("\\d{3} \\d{3}"));
      assertEquals("laptop", json(lines.get(2)).get("label").getAsString());
    }
    String account = as("alice", "whoami", "--json").ok().field("account");
    assertEquals(account, as("laptop", "whoami", "--json").ok().field("account"));
    assertEquals(
        List.of("1 true", "2 false"),
        as("alice", "devices", "--json").ok().json().getAsJsonArray("devices").asList().stream()
            .map(it -> it.getAsJsonObject())
            .map(it -> it.get("device").getAsInt() + " " + it.get("this").getAsBoolean())
            .toList());
    Result renamed = as("laptop", "rename-device", "2", "reading room", "--json").ok();
    assertEquals("reading room", renamed.field("label"));
    as("laptop", "rename-device", "3", "nothing", "--json").failed(1, "unknown-device");
    as("laptop", "rename-device", "2", "", "--json").failed(2, "bad-label");
    assertTrue(as("laptop", "devices").ok().out().contains("2 reading room  since"));
    as("laptop", "pay", "bob", "2.50", "--yes").ok();
    assertEquals("97.50", as("alice", "balance", "--json").ok().field("balance"));
    Chit.run(
            "device",
            "add",
            code,
            "--no-passphrase",
            "--server",
            town.address(),
            "--home",
            town.home("third"),
            "--json")
        .failed(1, "unknown-code");

    as("alice", "device", "revoke", "2", "--json").ok();
    as("laptop", "balance", "--json").failed(1, "device-revoked");
    as("alice", "device", "revoke", "1", "--json").failed(2, "own-device");
    as("alice", "device", "revoke", "2", "--json").failed(1, "unknown-device");
  }

  @Test
  void whatMakesNoSenseIsSaidBeforeAnythingIsDone() {
    as("alice", "device", "dance").failed(2, "usage");
    as("alice", "rename-device", "two", "laptop").failed(2, "usage");
    as("alice", "device", "revoke", "two").failed(2, "usage");
    as("alice", "device", "link").failed(2, "usage");
    as("alice", "device", "link", "--yes", "--seconds", "601").failed(2, "usage");
    as("alice", "device", "add", "chit-device:1:AAAA").failed(2, "profile-exists");
    Chit.run(
            "device",
            "add",
            "chit-device:1:AAAA",
            "--no-passphrase",
            "--server",
            town.address(),
            "--home",
            town.home("nobody"),
            "--json")
        .failed(2, "bad-code");
  }

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static Result as(String name, String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
