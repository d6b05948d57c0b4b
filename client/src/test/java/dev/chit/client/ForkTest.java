package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ConsistencyProof;
import dev.chit.wire.v1.InclusionProof;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.ServerFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose log is two logs, or not what it says.
final class ForkTest {
  @TempDir Path directory;

  @Test
  void aClientThatIsTurnedToAnotherHistoryPaysNoMore() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(2);
      town.growSecond(5);
      LyingServer server = town.between("alice");
      ChitClient alice = town.open("alice", server.address());
      Inbox atAlice = Inbox.of(alice);
      alice.awaitConnected();
      String before = alice.log().newest().note();

      server.turnTo(town.second.port());
      var warning = atAlice.next(Incoming.Warning.class);
      assertEquals("history-rewritten", warning.code());
      assertTrue(warning.message().startsWith("The server rewrote history"), warning.message());
      assertMoneyStops(alice);
      assertEquals(before, alice.log().newest().note());
      assertEquals(ForkedTown.EVENTS + 5, alice.log().contradiction().orElseThrow().size());

      // Nor does it pay when the other history is gone again, nor the next day.
      alice.close();
      ChitClient again = town.open("alice", server.address());
      server.turnTo(town.first.port());
      again.awaitConnected();
      assertMoneyStops(again);
      assertEquals(before, again.log().newest().note());
      assertTrue(again.log().contradiction().isPresent());
      assertEquals(MessageState.STORED, again.send(name("bob"), "beware").state());
    }
  }

  @Test
  void aShorterHistoryThatIsAnotherIsNoticed() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(5);
      town.growSecond(2);
      assertNoticed(town);
    }
  }

  @Test
  void anotherHistoryOfTheSameLengthIsNoticed() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(3);
      town.growSecond(3);
      assertNoticed(town);
    }
  }

  @Test
  void aLogThatShrinksIsNoticed() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(4);
      assertNoticed(town);
    }
  }

  private static void assertNoticed(ForkedTown town) throws Exception {
    LyingServer server = town.between("alice");
    ChitClient alice = town.open("alice", server.address());
    Inbox atAlice = Inbox.of(alice);
    alice.awaitConnected();
    server.turnTo(town.second.port());
    assertEquals("history-rewritten", atAlice.next(Incoming.Warning.class).code());
    assertMoneyStops(alice);
  }

  @Test
  void aLogThatShrinksIsNoticedThoughItProvesWhatItWas() throws Exception {
    try (var town = new ForkedTown(directory)) {
      LyingServer server = town.between("alice");
      ChitClient alice = town.open("alice", server.address());
      alice.awaitConnected();
      Checkpoint old = Checkpoint.newBuilder().setNote(alice.log().newest().note()).build();
      alice.close();
      town.growFirst(4);
      ChitClient later = town.open("alice", server.address());
      later.awaitConnected();
      assertTrue(later.log().newest().size() > 4);
      later.close();

      // Consistency proofs are honest: the old tree is a beginning of the newer one.
      server.lie(ChitGrpc.getConnectMethod(), greeting(_ -> old));
      server.lie(ChitGrpc.getGetCheckpointMethod(), _ -> old);
      ChitClient latest = town.open("alice", server.address());
      assertEquals("history-rewritten", Inbox.of(latest).next(Incoming.Warning.class).code());
      assertMoneyStops(latest);
    }
  }

  private static void assertMoneyStops(ChitClient client) {
    var stopped =
        assertThrows(
            HistoryRewrittenException.class, () -> client.pay(name("bob"), amount("1.00"), ""));
    assertEquals(ExitClass.UNREACHABLE, stopped.exitClass());
    assertThrows(
        HistoryRewrittenException.class, () -> client.draw(name("bob"), amount("1.00"), ""));
  }

  // ── every part of what the server shows, left out or changed ──

  @Test
  void whateverTheServerLeavesOutOrChangesNothingIsPaid() throws Exception {
    try (var town = new ForkedTown(directory)) {
      town.growFirst(3);
      LyingServer server = town.between("alice");
      var lies = new LinkedHashMap<String, Consumer<LyingServer>>();
      checkpointLies(lies);
      consistencyLies(lies);
      long size = size();
      int copies = 0;
      for (Map.Entry<String, Consumer<LyingServer>> lie : lies.entrySet()) {
        server.repent();
        lie.getValue().accept(server);
        Path home = town.copyOf("alice", "copy-" + copies++);
        try (ChitClient alice = town.open(home, server.address())) {
          var stopped =
              assertThrows(
                  ChitException.class,
                  () -> alice.pay(name("bob"), amount("1.00"), ""),
                  lie.getKey());
          assertTrue(
              stopped instanceof NotTrustedException
                  || stopped instanceof HistoryRewrittenException,
              () -> lie.getKey() + ": " + stopped);
        }
        assertEquals(size, size(), lie.getKey());
      }
      server.repent();
      ChitClient alice = town.open("alice", server.address());
      assertEquals(size, alice.pay(name("bob"), amount("1.00"), "").index());
    }
  }

  private long size() throws Exception {
    try (OperatorClient operator =
        OperatorClient.open(directory.resolve("server"), Town.PATIENCE)) {
      return operator.stats().logSize();
    }
  }

  private static void checkpointLies(Map<String, Consumer<LyingServer>> lies) {
    int lines = 5;
    for (int i = 0; i < lines; i++) {
      int line = i;
      greet(lies, "checkpoint without line " + i, note -> withoutLine(note, line));
      greet(lies, "checkpoint with line " + i + " changed", note -> withLineChanged(note, line));
    }
    greet(lies, "no checkpoint", _ -> "");
    greet(lies, "checkpoint with a line more", note -> note.replaceFirst("\n\n", "\nmore\n\n"));
  }

  private static void greet(
      Map<String, Consumer<LyingServer>> lies, String what, UnaryOperator<String> lie) {
    lies.put(
        what,
        server ->
            server.lie(
                ChitGrpc.getConnectMethod(),
                greeting(it -> it.toBuilder().setNote(lie.apply(it.getNote())).build())));
  }

  private static UnaryOperator<ServerFrame> greeting(UnaryOperator<Checkpoint> lie) {
    return frame ->
        frame.hasWelcome()
            ? frame.toBuilder()
                .setWelcome(
                    frame.getWelcome().toBuilder()
                        .setCheckpoint(lie.apply(frame.getWelcome().getCheckpoint())))
                .build()
            : frame;
  }

  private static String withoutLine(String note, int line) {
    var lines = new ArrayList<>(List.of(note.split("\n", -1)));
    lines.remove(line);
    return String.join("\n", lines);
  }

  /// One character of it is another.
  private static String withLineChanged(String note, int line) {
    String[] lines = note.split("\n", -1);
    String changed = lines[line];
    int at = Math.max(0, changed.length() - 4);
    lines[line] =
        changed.isEmpty()
            ? "x"
            : changed.substring(0, at)
                + (changed.charAt(at) == '1' ? '2' : '1')
                + changed.substring(at + 1);
    return String.join("\n", lines);
  }

  private static void consistencyLies(Map<String, Consumer<LyingServer>> lies) {
    lies.put(
        "consistency refused",
        server -> server.refuse(ChitGrpc.getGetConsistencyMethod(), "bad-request"));
    prove(lies, "no consistency proof", _ -> ConsistencyProof.getDefaultInstance());
    prove(
        lies,
        "consistency proof without its first hash",
        proof -> proof.toBuilder().clearHashes().addAllHashes(rest(proof)).build());
    prove(
        lies,
        "consistency proof with a hash more",
        proof -> proof.toBuilder().addHashes(proof.getHashes(0)).build());
    prove(
        lies,
        "consistency proof with a bit changed",
        proof -> proof.toBuilder().setHashes(0, flipped(proof.getHashes(0))).build());
    prove(
        lies,
        "consistency proof with a short hash",
        proof -> proof.toBuilder().setHashes(0, proof.getHashes(0).substring(1)).build());
  }

  private static Iterable<ByteString> rest(ConsistencyProof proof) {
    return proof.getHashesList().subList(1, proof.getHashesCount());
  }

  private static void prove(
      Map<String, Consumer<LyingServer>> lies, String what, UnaryOperator<ConsistencyProof> lie) {
    lies.put(what, server -> server.lie(ChitGrpc.getGetConsistencyMethod(), lie));
  }

  private static ByteString flipped(ByteString bytes) {
    byte[] copy = bytes.toByteArray();
    copy[7] ^= 1;
    return ByteString.copyFrom(copy);
  }

  @Test
  void aReceiptWhoseProofIsMissingOrChangedIsNotShownAsProved() throws Exception {
    try (var town = new ForkedTown(directory)) {
      LyingServer server = town.between("alice");
      var lies = new LinkedHashMap<String, UnaryOperator<Receipt>>();
      lies.put("no proof", it -> it.toBuilder().clearProof().build());
      lies.put(
          "a proof with a bit changed",
          it ->
              it.toBuilder()
                  .setProof(
                      InclusionProof.newBuilder(it.getProof())
                          .setHashes(0, flipped(it.getProof().getHashes(0))))
                  .build());
      lies.put("no checkpoint", it -> it.toBuilder().clearCheckpoint().build());
      lies.put("no event", it -> it.toBuilder().clearEvent().build());
      lies.put("another place", it -> it.toBuilder().setIndex(it.getIndex() - 1).build());
      int copies = 0;
      for (Map.Entry<String, UnaryOperator<Receipt>> lie : lies.entrySet()) {
        server.lie(ChitGrpc.getGetReceiptMethod(), lie.getValue());
        Path home = town.copyOf("alice", "copy-" + copies++);
        try (ChitClient alice = town.open(home, server.address())) {
          Inbox atAlice = Inbox.of(alice);
          Paid paid = alice.pay(name("bob"), amount("1.00"), "");
          assertEquals("bad-proof", atAlice.next(Incoming.Warning.class).code(), lie.getKey());
          assertThrows(NotTrustedException.class, () -> alice.receipt(paid.chit()), lie.getKey());
        }
      }
    }
  }

  @Test
  void aServerThatDoesNotProveTheOwnNameIsWarnedOf() throws Exception {
    try (var town = new ForkedTown(directory)) {
      LyingServer server = town.between("alice");
      server.lie(
          ChitGrpc.getFindMethod(),
          record ->
              record.toBuilder().setOpened(record.getOpened().toBuilder().clearProof()).build());
      ChitClient alice = town.open("alice", server.address());
      var warning = Inbox.of(alice).next(Incoming.Warning.class);
      assertEquals("own-name-bound-elsewhere", warning.code());
      assertThrows(NotTrustedException.class, () -> alice.find(name("operator")));
    }
  }
}
