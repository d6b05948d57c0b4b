package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.log.Cosignature;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import dev.chit.server.cosigning.WitnessAddress;
import dev.chit.server.witness.WitnessConfig;
import dev.chit.server.witness.WitnessServer;
import dev.chit.testkit.Eventually;
import dev.chit.wire.Proofs;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.StatsRequest;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessedTest {
  @TempDir Path directory;

  @Test
  void membersAreGivenWhatTheWitnessSigned() throws Exception {
    try (TestServer before = TestServer.start(directory.resolve("server"))) {
      try (WitnessServer witness = witness(before.fingerprint());
          TestServer server =
              before.restart(config -> config.withWitnesses(List.of(address(witness))))) {
        TestClient alice = server.member("alice");
        SignedCheckpoint signed = signed(alice, witness.key(), 3);
        assertTrue(Cosignature.of(signed, witness.key(), Ed25519.verifier()).isPresent());

        Receipt receipt =
            alice
                .calls()
                .getReceipt(
                    GetReceiptRequest.newBuilder()
                        .setIndex(2)
                        .setWitnessed(true)
                        .addWitnesses(witness.key().name())
                        .build());
        SignedCheckpoint in = checkpoint(alice, receipt.getCheckpoint().getNote());
        assertTrue(Cosignature.of(in, witness.key(), Ed25519.verifier()).isPresent());
        assertTrue(
            Proofs.of(receipt.getProof())
                .verify(
                    2,
                    in.size(),
                    MerkleTree.leafHash(receipt.getEvent().toByteArray()),
                    in.root()));

        String metrics =
            server.operator().admin().stats(StatsRequest.getDefaultInstance()).getMetrics();
        assertTrue(metrics.contains("\nchit_witnesses 1\n"), metrics);
        assertTrue(metrics.contains("\nchit_witness_events_behind 0\n"), metrics);
      }
    }
  }

  @Test
  void withoutAWitnessNothingIsWitnessed() throws Exception {
    try (TestServer server = TestServer.start(directory.resolve("server"))) {
      TestClient alice = server.member("alice");
      assertEquals(
          "not-witnessed", refusal(alice, GetCheckpointRequest.newBuilder().setWitnessed(true)));
      assertEquals(
          "bad-request",
          refusal(
              alice,
              GetCheckpointRequest.newBuilder()
                  .setWitnessed(true)
                  .addAllWitnesses(Collections.nCopies(9, "w"))));
      assertTrue(
          alice.calls().getCheckpoint(GetCheckpointRequest.getDefaultInstance()).getNote().length()
              > 0);
    }
  }

  @Test
  void aWitnessThatIsDownDelaysNoPaymentAndIsSeen() throws Exception {
    try (TestServer before = TestServer.start(directory.resolve("server"))) {
      WitnessServer witness = witness(before.fingerprint());
      WitnessAddress address = address(witness);
      witness.close();
      try (TestServer server =
          before.restart(config -> config.withWitnesses(List.of(address)).withOpeningGrant(100))) {
        TestClient alice = server.member("alice");
        assertEquals(
            "not-witnessed", refusal(alice, GetCheckpointRequest.newBuilder().setWitnessed(true)));
        String metrics =
            server.operator().admin().stats(StatsRequest.getDefaultInstance()).getMetrics();
        assertTrue(metrics.contains("\nchit_witness_events_behind 3\n"), metrics);
      }
    }
  }

  private WitnessServer witness(Fingerprint log) throws Exception {
    return WitnessServer.start(
        new WitnessConfig(directory.resolve("witness"), "127.0.0.1", 0, Set.of(log)));
  }

  private static WitnessAddress address(WitnessServer witness) {
    return new WitnessAddress("127.0.0.1", witness.port(), Fingerprint.ofKey(witness.key().key()));
  }

  private static SignedCheckpoint signed(TestClient client, WitnessKey by, long size)
      throws Exception {
    var request =
        GetCheckpointRequest.newBuilder().setWitnessed(true).addWitnesses(by.name()).build();
    return Eventually.get(
        size + " events signed",
        () -> {
          try {
            return Optional.of(checkpoint(client, client.calls().getCheckpoint(request).getNote()))
                .filter(it -> it.size() >= size);
          } catch (StatusRuntimeException e) {
            return Optional.empty();
          }
        });
  }

  private static SignedCheckpoint checkpoint(TestClient client, String note) throws Exception {
    return SignedCheckpoint.verify(
        note,
        dev.chit.core.log.Checkpoint.originOf(client.ledger()),
        client.logKey(),
        Ed25519.verifier());
  }

  private static String refusal(TestClient client, GetCheckpointRequest.Builder request) {
    var refused =
        assertThrows(
            StatusRuntimeException.class, () -> client.calls().getCheckpoint(request.build()));
    return Refusal.of(refused).orElseThrow().code();
  }
}
