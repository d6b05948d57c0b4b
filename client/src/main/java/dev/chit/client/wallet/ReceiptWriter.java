package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.ReceiptFile;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.ChitId;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Hash;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.receipt.BadReceiptException;
import dev.chit.core.receipt.ParsedReceipt;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Puts receipts together that others can verify, and verifies each as they will.
final class ReceiptWriter {
  private final ProfileStore store;

  private record Kept(Event created, Optional<MemoOpening> memo) {}

  ReceiptWriter(ProfileStore store) {
    this.store = store;
  }

  /// @param withMemo whether to show the memo, if it is known
  /// @param proofs asked if the payment's place in the log was not verified as it must be yet
  ReceiptFile write(ChitId id, boolean withMemo, LedgerTerms terms, Receipts.Proofs proofs)
      throws ChitException, InterruptedException {
    Optional<Row<ReceiptRow>> row = store.run(tables -> tables.receipts.find(id.bytes()));
    if (row.isEmpty()) {
      throw new ChitRefusedException(
          "unknown-chit", "There is no payment with this chit in your account.");
    }
    ReceiptRow receipt = row.get().value();
    if (!proofs.holds(receipt)) {
      receipt = proofs.of(row.get());
    }
    ReceiptRow proved = receipt;
    Kept kept = store.run(tables -> kept(tables, proved, withMemo));
    ParsedReceipt written = receipt(proved, kept);
    try {
      var _ = written.verify(Fingerprint.ofKey(terms.logKey()).hash(), Ed25519.verifier());
    } catch (BadReceiptException e) {
      throw new NotTrustedException("bad-proof", String.valueOf(e.getMessage()), e);
    }
    return new ReceiptFile(id, proved.getIndex(), written.text());
  }

  private static Kept kept(Tables tables, ReceiptRow row, boolean withMemo) throws SQLException {
    return new Kept(
        event(tables.log().getCreated()), withMemo ? memo(tables, row) : Optional.empty());
  }

  /// An issue's reason is in its event.
  private static Optional<MemoOpening> memo(Tables tables, ReceiptRow row) throws SQLException {
    Order order = Rows.chit(row.getChit()).order();
    return event(row.getEvent()) instanceof Event.Issued
        ? Optional.empty()
        : Memos.own(tables, order).filter(memo -> memo.commitment().equals(order.memo()));
  }

  private static ParsedReceipt receipt(ReceiptRow row, Kept kept) {
    if (!(kept.created() instanceof Event.Created created)) {
      throw new IllegalStateException("a proved payment without the log's first event");
    }
    return ParsedReceipt.of(
        created,
        proof(row.getCreatedProofList()),
        event(row.getEvent()),
        kept.memo(),
        row.getIndex(),
        proof(row.getProofList()),
        row.getCheckpoint());
  }

  private static Event event(ByteString bytes) {
    try {
      return EventCodec.decode(bytes.toByteArray());
    } catch (BadEventException e) {
      throw new IllegalStateException("an event that was one when it was kept", e);
    }
  }

  private static InclusionProof proof(List<ByteString> hashes) {
    return new InclusionProof(hashes.stream().map(hash -> Hash.of(hash.toByteArray())).toList());
  }
}
