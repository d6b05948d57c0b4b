package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ServerConfig;
import dev.chit.server.cosigning.WitnessAddress;
import dev.chit.server.witness.WitnessConfig;
import dev.chit.server.witness.WitnessServer;
import dev.chit.testkit.Eventually;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetCheckpointRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members who pay only while a witness signs.
final class WitnessedTest {
  private final SigningKey witnessKey = SigningKey.generate();
  private final WitnessKey witness = WitnessKey.of(witnessKey.verifyKey());

  @TempDir Path directory;

  @Test
  void aMemberWhoRequiresAWitnessPaysWhileItSignsAndHasItInReceipts() throws Exception {
    ServerConfig config =
        ServerConfig.of(directory.resolve("server"), Town.UNIT).withOpeningGrant(100_00);
    Fingerprint log;
    try (var town = new Town(directory, config)) {
      log = town.address().fingerprint().orElseThrow();
    }
    try (var signing =
            WitnessServer.start(
                new WitnessConfig(directory.resolve("witness"), "127.0.0.1", 0, Set.of(log)));
        var town =
            new Town(
                directory,
                config.withWitnesses(
                    List.of(
                        new WitnessAddress(
                            "127.0.0.1",
                            signing.port(),
                            Fingerprint.ofKey(signing.key().key())))))) {
      ChitClient alice = town.keep(ChitClient.create(town.config("alice")));
      alice.requireWitnesses(List.of(signing.key()));
      alice.register(name("alice"), "");
      town.member("bob");
      Paid paid =
          Eventually.get(
              "the witness has signed",
              () -> {
                try {
                  return Optional.of(alice.pay(name("bob"), amount("1.00"), ""));
                } catch (NotTrustedException e) {
                  assertEquals("not-witnessed", e.code());
                  return Optional.empty();
                }
              });
      LogSeen seen = alice.log();
      assertEquals(Optional.empty(), seen.notWitnessed());
      assertEquals(signing.key(), seen.witnesses().getFirst().key());
      assertTrue(seen.witnesses().getFirst().signedAt().isPresent());
      Eventually.is(
          "the receipt carries the cosignature",
          () -> {
            String note =
                alice
                    .engine()
                    .store
                    .run(tables -> tables.receipts.get(paid.chit().bytes()))
                    .orElseThrow()
                    .getCheckpoint();
            return !note.isEmpty() && isSigned(alice, note, signing.key());
          });
      assertEquals(Receipt.Verification.INCLUDED, alice.receipt(paid.chit()).verification());
    }
  }

  private static boolean isSigned(ChitClient client, String note, WitnessKey by) throws Exception {
    var terms = client.engine().ledger().terms();
    SignedCheckpoint checkpoint =
        SignedCheckpoint.verify(note, terms.origin(), terms.logKey(), Ed25519.verifier());
    return Cosignature.of(checkpoint, by, Ed25519.verifier()).isPresent();
  }

  @Test
  void withoutTheWitnessNothingIsPaidUntilTheMemberDecidesOtherwise() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      alice.find(name("bob"));
      alice.requireWitnesses(List.of(witness));
      var warning = atAlice.next(Incoming.Warning.class);
      assertEquals("not-witnessed", warning.code());
      assertTrue(warning.message().contains("--no-witness"), warning.message());
      assertNotWitnessed(alice);
      assertThrows(NotTrustedException.class, () -> alice.draw(name("bob"), amount("1.00"), ""));
      assertNotEquals(MessageState.WAITING, alice.send(name("bob"), "still there").state());

      alice.close();
      ChitClient again = town.back("alice");
      assertEquals(List.of(witness), again.witnesses());
      assertNotWitnessed(again);
      again.requireWitnesses(List.of());
      again.pay(name("bob"), amount("1.00"), "");
    }
  }

  private static String assertNotWitnessed(ChitClient client) {
    var stopped =
        assertThrows(NotTrustedException.class, () -> client.pay(name("bob"), amount("1.00"), ""));
    assertEquals("not-witnessed", stopped.code());
    assertEquals(ExitClass.UNREACHABLE, stopped.exitClass());
    return String.valueOf(stopped.getMessage());
  }

  // ── cosignatures that are none ──

  @Test
  void aCosignatureThatIsMissingForgedOrStaleStopsMoney() throws Exception {
    try (var town = new ForkedTown(directory)) {
      LyingServer server = town.between("alice");
      ChitClient alice = town.open("alice", server.address());
      alice.awaitConnected();
      SignedCheckpoint old = alice.log().newest();
      Instant now = Instant.now();

      // As it should be.
      cosigned(server, it -> it.with(sign(it, now)));
      alice.requireWitnesses(List.of(witness));
      Paid paid = alice.pay(name("bob"), amount("1.00"), "");
      assertEquals(ForkedTown.EVENTS, paid.index());

      server.lie(ChitGrpc.getGetCheckpointMethod(), UnaryOperator.identity());
      assertTrue(assertRefused(alice).contains("not signed"));

      cosigned(server, it -> it.with(forged(it, now)));
      assertTrue(assertRefused(alice).contains("did not make"));

      cosigned(server, it -> it.with(sign(it, now.plus(Duration.ofDays(2)))));
      assertTrue(assertRefused(alice).contains("more than a day"));

      // The log has grown since, and this one is of the day before yesterday.
      cosigned(server, _ -> old.with(sign(old, now.minus(Duration.ofDays(2)))));
      assertTrue(assertRefused(alice).contains("more than a day"));

      server.refuse(ChitGrpc.getGetCheckpointMethod(), "not-witnessed");
      assertTrue(assertRefused(alice).contains("not signed"));

      // An older one will do while it is fresh.
      server.repent();
      cosigned(server, _ -> old.with(sign(old, now.minus(Duration.ofHours(20)))));
      alice.requireWitnesses(List.of(witness));
      alice.pay(name("bob"), amount("1.00"), "");
    }
  }

  /// Asks anew, as the next connection does.
  private String assertRefused(ChitClient client) throws Exception {
    client.requireWitnesses(List.of(witness));
    return assertNotWitnessed(client);
  }

  private static void cosigned(LyingServer server, UnaryOperator<SignedCheckpoint> how) {
    server.askInstead(ChitGrpc.getGetCheckpointMethod(), GetCheckpointRequest.getDefaultInstance());
    server.lie(
        ChitGrpc.getGetCheckpointMethod(),
        honest ->
            Checkpoint.newBuilder()
                .setNote(how.apply(read(server, honest.getNote())).note())
                .build());
  }

  private static SignedCheckpoint read(LyingServer server, String note) {
    try {
      return SignedCheckpoint.verify(note, server.origin(), server.logKey(), Ed25519.verifier());
    } catch (BadCheckpointException e) {
      throw new AssertionError(e);
    }
  }

  private Cosignature sign(SignedCheckpoint checkpoint, Instant at) {
    return Cosignature.sign(
        checkpoint.checkpoint(), witness, at.getEpochSecond(), witnessKey::sign);
  }

  private Cosignature forged(SignedCheckpoint checkpoint, Instant at) {
    SigningKey forger = SigningKey.generate();
    return Cosignature.sign(checkpoint.checkpoint(), witness, at.getEpochSecond(), forger::sign);
  }
}
