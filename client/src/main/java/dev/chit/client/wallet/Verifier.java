package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.connection.Live;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.client.proof.WitnessCheck;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Worker;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.WitnessKey;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetReceiptRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/// Verifies, payment after payment, that what the server reported is in its log.
final class Verifier {
  private static final int ROWS_AT_ONCE = 16;
  private static final long NOT_YET_MILLIS = 1_000;

  private final ProfileStore store;
  private final Dispatcher dispatcher;
  private final Beginning beginning;
  private final WitnessCheck witnesses;

  Verifier(ProfileStore store, Dispatcher dispatcher, WitnessCheck witnesses) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.beginning = new Beginning(store);
    this.witnesses = witnesses;
  }

  /// One round of the worker: newest first.
  long round(Live live, LogView log) throws ChitException, InterruptedException {
    long before = Long.MAX_VALUE;
    boolean again = false;
    if (store
        .run(tables -> tables.receipts.tagged(Tables.unverified(), Long.MAX_VALUE, 1))
        .isEmpty()) {
      return Worker.Round.DONE;
    }
    long coveredBelow = witnesses.coveredBelow(log, live);
    while (true) {
      long from = before;
      List<Row<ReceiptRow>> rows =
          store.run(tables -> tables.receipts.tagged(Tables.unverified(), from, ROWS_AT_ONCE));
      if (rows.isEmpty()) {
        return again ? NOT_YET_MILLIS : Worker.Round.DONE;
      }
      for (Row<ReceiptRow> row : rows) {
        again |= row.value().getIndex() >= coveredBelow || !verifyQuietly(row, live, log);
        before = row.sequence();
      }
    }
  }

  /// False if it is not covered by a checkpoint yet.
  private boolean verifyQuietly(Row<ReceiptRow> row, Caller server, LogView log)
      throws ChitException, InterruptedException {
    try {
      var _ = verify(row, server, log);
      return true;
    } catch (ChitRefusedException e) {
      return false;
    } catch (NotTrustedException e) {
      dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
      return true;
    }
  }

  /// Verifies a payment for somebody who waits: if the witnesses have not signed that far yet, in
  /// the newest tree, and their signatures are had later.
  ///
  /// @throws NotTrustedException if the proof is wrong or proves another event
  ReceiptRow verifyNow(Row<ReceiptRow> row, Caller server, LogView log)
      throws ChitException, InterruptedException {
    try {
      return verify(row, server, log);
    } catch (ChitRefusedException e) {
      if (!e.code().equals(WitnessCheck.NOT_WITNESSED)) {
        throw e;
      }
      return verify(row, server, log, List.of(), false);
    }
  }

  /// Verifies a payment and keeps the proof, with the lines of the witnesses that are required.
  ///
  /// @throws ChitRefusedException if they have not signed that far yet
  /// @throws NotTrustedException if the proof is wrong or proves another event
  ReceiptRow verify(Row<ReceiptRow> row, Caller server, LogView log)
      throws ChitException, InterruptedException {
    List<String> names = witnesses.required().stream().map(WitnessKey::name).toList();
    return verify(row, server, log, names, true);
  }

  /// Whether the proof that is kept is whole, and signed by all witnesses that are required.
  boolean isProved(ReceiptRow row, LedgerTerms terms) throws ChitException, InterruptedException {
    return !row.getCheckpoint().isEmpty()
        && row.getCreatedProofCount() > 0
        && witnesses.haveSigned(row.getCheckpoint(), terms);
  }

  private ReceiptRow verify(
      Row<ReceiptRow> row, Caller server, LogView log, List<String> names, boolean isDone)
      throws ChitException, InterruptedException {
    ReceiptRow receipt = row.value();
    var request =
        GetReceiptRequest.newBuilder()
            .setIndex(receipt.getIndex())
            .setWitnessed(!names.isEmpty())
            .addAllWitnesses(names)
            .build();
    try {
      ProvenEvent proven = log.verify(server.call(ChitGrpc.getGetReceiptMethod(), request), server);
      if (proven.index() != receipt.getIndex()
          || !ByteString.copyFrom(proven.bytes()).equals(receipt.getEvent())) {
        throw new NotTrustedException(
            "bad-proof", "The server's log has another event in a payment's place.", null);
      }
      if (!names.isEmpty()) {
        witnesses.requireLines(proven.checkpoint());
      }
      InclusionProof created = beginning.in(proven.checkpoint(), server, log);
      return keep(
          row.sequence(),
          now ->
              now.clearProof()
                  .addAllProof(bytes(proven.proof()))
                  .clearCreatedProof()
                  .addAllCreatedProof(bytes(created))
                  .setCheckpoint(proven.checkpoint().note())
                  .setProofFailed(false),
          isDone);
    } catch (NotTrustedException e) {
      var _ = keep(row.sequence(), now -> now.setProofFailed(true), true);
      throw e;
    }
  }

  private static List<ByteString> bytes(InclusionProof proof) {
    return proof.hashes().stream().map(hash -> ByteString.copyFrom(hash.bytes())).toList();
  }

  /// Changes the row as it is by then: a refund may have been noted in it meanwhile.
  private ReceiptRow keep(long sequence, UnaryOperator<ReceiptRow.Builder> change, boolean isDone)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          ReceiptRow now = tables.receipts.at(sequence).orElseThrow();
          ReceiptRow changed = change.apply(now.toBuilder()).build();
          tables.receipts.replace(sequence, changed);
          if (isDone) {
            tables.receipts.untag(sequence);
          }
          return changed;
        });
  }
}
