package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Receipt;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.Order;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.EventCodec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Payments of and to this account, as the profile has them.
final class Receipts {
  private final ProfileStore store;

  Receipts(ProfileStore store) {
    this.store = store;
  }

  /// Verifies a payment's place in the log and keeps the proof.
  @FunctionalInterface
  interface Proofs {
    ReceiptRow of(Row<ReceiptRow> row) throws ChitException, InterruptedException;

    /// Whether what is kept is enough.
    default boolean holds(ReceiptRow row) throws ChitException, InterruptedException {
      return !row.getCheckpoint().isEmpty();
    }
  }

  /// Payments of and to this account, newest first.
  List<Receipt> newest(int limit, Optional<Long> before, Unit unit)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var receipts = new ArrayList<Receipt>();
          for (Row<ReceiptRow> row : tables.receipts.before(before.orElse(Long.MAX_VALUE), limit)) {
            receipts.add(receipt(tables, row.value(), unit));
          }
          return receipts;
        });
  }

  /// One payment, its inclusion verified now unless it was before.
  Receipt verified(ChitId id, Unit unit, Proofs proofs) throws ChitException, InterruptedException {
    Optional<Row<ReceiptRow>> row = store.run(tables -> tables.receipts.find(id.bytes()));
    if (row.isEmpty()) {
      throw new ChitRefusedException(
          "unknown-chit", "There is no payment with this chit in your account.");
    }
    ReceiptRow receipt = row.get().value();
    if (receipt.getCheckpoint().isEmpty()) {
      receipt = proofs.of(row.get());
    }
    ReceiptRow shown = receipt;
    return store.run(tables -> receipt(tables, shown, unit));
  }

  private static Receipt receipt(Tables tables, ReceiptRow row, Unit unit) throws SQLException {
    Order order = Rows.chit(row.getChit()).order();
    boolean outgoing = order.payer().equals(tables.account());
    AccountId other = outgoing ? order.payee() : order.payer();
    return new Receipt(
        order.id(),
        row.getIndex(),
        outgoing,
        other,
        Book.name(tables, other),
        order.amount(),
        unit,
        Memos.of(tables, row),
        Purposes.of(tables, order),
        row.getRefunded(),
        Instant.ofEpochMilli(timeMillis(row)),
        verification(row),
        ChitText.encode(row.getChit().toByteArray()));
  }

  private static long timeMillis(ReceiptRow row) {
    try {
      return EventCodec.decode(row.getEvent().toByteArray()).timeMillis();
    } catch (BadEventException e) {
      throw new IllegalStateException("an event that was one when it was kept", e);
    }
  }

  private static Receipt.Verification verification(ReceiptRow row) {
    if (row.getProofFailed()) {
      return Receipt.Verification.FAILED;
    }
    return row.getCheckpoint().isEmpty()
        ? Receipt.Verification.SIGNED
        : Receipt.Verification.INCLUDED;
  }
}
