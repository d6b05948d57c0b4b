package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.Memo;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;

/// Memos beside the chits that commit to them. One that a chit does not commit to is never shown.
public final class Memos {
  private Memos() {}

  static byte[] key(ChitId chit, AccountId payer) {
    return ByteBuffer.allocate(ChitId.LENGTH + AccountId.LENGTH)
        .put(chit.bytes())
        .put(payer.bytes())
        .array();
  }

  /// Keeps what a chit of this account commits to.
  static void keep(Tables tables, Order order, MemoOpening memo) throws SQLException {
    tables.memos.put(
        key(order.id(), order.payer()),
        MemoRow.newBuilder()
            .setSalt(ByteString.copyFrom(memo.salt().bytes()))
            .setMemo(memo.memo())
            .build());
  }

  /// The memo of a chit that may not be settled yet.
  static Memo of(Tables tables, Order order) throws SQLException {
    if (order.memo().equals(MemoCommitment.NONE)) {
      return new Memo.None();
    }
    Optional<MemoRow> row = tables.memos.get(key(order.id(), order.payer()));
    return row.isEmpty() ? new Memo.Awaited() : checked(order, row.get());
  }

  /// What a chit of this account commits to.
  static Optional<MemoOpening> own(Tables tables, Order order) throws SQLException {
    return tables
        .memos
        .get(key(order.id(), order.payer()))
        .map(row -> new MemoOpening(Salt.of(row.getSalt().toByteArray()), row.getMemo()));
  }

  /// The memo of a payment that was received or made.
  public static Memo of(Tables tables, ChitId chit) throws SQLException {
    Optional<ReceiptRow> receipt = tables.receipts.get(chit.bytes());
    return receipt.isEmpty() ? new Memo.Awaited() : of(tables, receipt.get());
  }

  static Memo of(Tables tables, ReceiptRow receipt) throws SQLException {
    try {
      Order order = ParsedChit.parse(receipt.getChit().toByteArray()).order();
      if (EventCodec.decode(receipt.getEvent().toByteArray()) instanceof Event.Issued issued) {
        return new Memo.Text(issued.reason().memo());
      }
      return of(tables, order);
    } catch (BadChitException | BadEventException e) {
      throw new IllegalStateException("a payment that was verified when it was kept", e);
    }
  }

  private static Memo checked(Order order, MemoRow row) {
    var opening = new MemoOpening(Salt.of(row.getSalt().toByteArray()), row.getMemo());
    return opening.commitment().equals(order.memo())
        ? new Memo.Text(row.getMemo())
        : new Memo.Mismatch();
  }
}
