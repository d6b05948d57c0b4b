package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.state.v1.HeardRow;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import dev.chit.testkit.Eventually;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitGrpc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two members who talk, and a server that would have them see different logs.
final class GossipTest {
  @TempDir Path directory;

  @Test
  void aServerThatShowsTwoHistoriesIsCaughtByTwoWhoTalk() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(2);
      town.growSecond(5);
      // Bob's messages come and go by the first server; of the log he is shown the second's.
      LyingServer server = town.between("bob");
      server.turnTo(
          town.second.port(),
          List.of(
              ChitGrpc.getGetConsistencyMethod(),
              ChitGrpc.getGetCheckpointMethod(),
              ChitGrpc.getGetReceiptMethod(),
              ChitGrpc.getFindMethod(),
              ChitGrpc.getGetBalanceMethod()));
      Checkpoint second = Checkpoint.newBuilder().setNote(newestOfSecond()).build();
      server.lie(
          ChitGrpc.getConnectMethod(),
          frame ->
              frame.hasWelcome()
                  ? frame.toBuilder()
                      .setWelcome(frame.getWelcome().toBuilder().setCheckpoint(second))
                      .build()
                  : frame);
      ChitClient bob = town.open("bob", server.address());
      bob.awaitConnected();
      assertEquals(second.getNote(), bob.log().newest().note());
      Inbox atBob = Inbox.of(bob);

      ChitClient alice = town.open("alice", ServerAddress.parse(town.first.address()));
      alice.awaitConnected();
      // They told each other what they saw a moment ago, so that it takes twenty messages.
      for (int i = 1; i <= 20; i++) {
        alice.send(name("bob"), "have you seen this? " + i);
      }
      assertEquals("have you seen this? 1", atBob.next(Incoming.Message.class).text());
      assertEquals("history-rewritten", atBob.next(Incoming.Warning.class).code());
      assertThrows(
          HistoryRewrittenException.class, () -> bob.pay(name("alice"), amount("1.00"), ""));
      assertEquals(second.getNote(), bob.log().newest().note());
      assertEquals(alice.log().newest().note(), bob.log().contradiction().orElseThrow().note());
    }
  }

  /// The newest one of the history that bob is shown.
  private String newestOfSecond() throws Exception {
    try (OperatorClient operator = OperatorClient.open(directory.resolve("other"), Town.PATIENCE)) {
      return operator.export(operator.stats().logSize() - 1, (_, _) -> {}).checkpoint();
    }
  }

  @Test
  void theSameHistorySeenAtDifferentTimesIsNoContradiction() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      alice.find(name("bob"));
      for (int i = 0; i < 3; i++) {
        bob.pay(name("alice"), amount("1.00"), "");
        alice.send(name("bob"), "thanks " + i);
        assertEquals("thanks " + i, atBob.next(Incoming.Message.class).text());
      }
      Eventually.is(
          "everything heard is compared",
          () -> bob.engine().store.run(tables -> tables.heard.after(0, 1)).isEmpty());
      assertTrue(bob.log().isConsistent());
      bob.pay(name("alice"), amount("1.00"), "");
    }
  }

  @Test
  void whatSomebodyMadeUpDoesNoHarm() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      SignedCheckpoint seen = alice.log().newest();
      var forger = SigningKey.generate();
      String forged =
          SignedCheckpoint.sign(seen.checkpoint(), forger.verifyKey(), forger::sign).note();
      for (String note : List.of(forged, "no note", seen.note().replace("\n6\n", "\n7\n"))) {
        hear(alice, note);
        Eventually.is(
            "it is dropped",
            () -> alice.engine().store.run(tables -> tables.heard.after(0, 1)).isEmpty());
      }
      assertTrue(alice.log().isConsistent());
      alice.pay(name("bob"), amount("1.00"), "");
    }
  }

  private static void hear(ChitClient client, String note) throws Exception {
    client
        .engine()
        .store
        .run(
            tables -> {
              tables.heard.put(
                  "somebody".getBytes(StandardCharsets.US_ASCII),
                  HeardRow.newBuilder().setNote(note).build());
              return true;
            });
    client.engine().talk.compareSoon();
  }

  @Test
  void moneyWaitsWhileTheServerDoesNotSay() throws Exception {
    try (var town = new ForkedTown(directory)) {
      LyingServer server = town.between("alice");
      ChitClient alice = town.open("alice", server.address());
      alice.awaitConnected();
      String old = alice.log().newest().note();
      town.growFirst(1);
      alice.pay(name("bob"), amount("1.00"), "");
      server.refuse(ChitGrpc.getGetConsistencyMethod(), "busy");
      for (int times = 1; times <= MoneyGate.UNPROVED_MAX; times++) {
        int wanted = times;
        hear(alice, old);
        Eventually.is(
            "it is asked " + times + " times",
            () -> alice.engine().store.run(tables -> tables.log().getUnproved()) >= wanted);
      }
      assertEquals(
          "history-unproved",
          assertThrows(NotTrustedException.class, () -> alice.pay(name("bob"), amount("1.00"), ""))
              .code());
      server.repent();
      hear(alice, old);
      Eventually.is(
          "the server says",
          () -> alice.engine().store.run(tables -> tables.log().getUnproved()) == 0);
      alice.pay(name("bob"), amount("1.00"), "");
      assertTrue(alice.log().isConsistent());
    }
  }
}
