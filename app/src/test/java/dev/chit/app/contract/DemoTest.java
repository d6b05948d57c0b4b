package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void everyStepOfTheDemonstrationGoesWell() {
    Result result = Chit.run("demo", "--json");

    assertEquals(
        List.of(
            "server",
            "register",
            "talk",
            "verify-keys",
            "talk-offline",
            "converse",
            "file",
            "group",
            "device",
            "pay",
            "overdraft-refused",
            "replay-pays-once",
            "request",
            "hand",
            "link",
            "draw-offline",
            "redeem",
            "audit",
            "receipt-verified"),
        result.jsonLines().stream().map(json -> json.get("step").getAsString()).toList(),
        result.err());
    assertTrue(
        result.jsonLines().stream().allMatch(json -> json.get("ok").getAsBoolean()), result.out());
    assertEquals(0, result.exit());
    assertEquals("", result.err());
  }

  @Test
  void aProgramOf2018AndAMemberPayEachOther() {
    Result result = Chit.run("demo", "--doors", "--json");

    assertEquals(
        List.of(
            "door",
            "old-register",
            "register",
            "old-pays-member",
            "member-pays-old",
            "claim",
            "audit"),
        result.jsonLines().stream().map(json -> json.get("step").getAsString()).toList(),
        result.err());
    assertTrue(
        result.jsonLines().stream().allMatch(json -> json.get("ok").getAsBoolean()), result.out());
    assertEquals(0, result.exit());
  }
}
