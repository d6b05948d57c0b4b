package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.Purpose;
import dev.chit.client.request.RequestRows;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.RequestId;
import dev.chit.core.chit.Order;
import java.sql.SQLException;
import java.util.Optional;

/// What payments refer to: requests, or payments that they give back.
public final class Purposes {
  private Purposes() {}

  /// What a payment of or to this account belongs to.
  public static Purpose of(Tables tables, ChitId chit) throws SQLException {
    Optional<ReceiptRow> receipt = tables.receipts.get(chit.bytes());
    return receipt.isEmpty()
        ? new Purpose.Plain()
        : of(tables, Rows.chit(receipt.get().getChit()).order());
  }

  static Purpose of(Tables tables, Order order) throws SQLException {
    if (order.reference().equals(Reference.NONE)) {
      return new Purpose.Plain();
    }
    if (refunded(tables, order).isPresent()) {
      return new Purpose.Refunds(ChitId.of(order.reference().bytes()));
    }
    RequestId request = RequestId.of(order.reference().bytes());
    return RequestRows.isKnown(tables, order, request)
        ? new Purpose.PaysRequest(request)
        : new Purpose.Plain();
  }

  /// The payment that this one gives back: the one it refers to, between the same two, the other
  /// way.
  static Optional<Row<ReceiptRow>> refunded(Tables tables, Order order) throws SQLException {
    return tables.receipts.find(order.reference().bytes()).filter(row -> isReverse(row, order));
  }

  private static boolean isReverse(Row<ReceiptRow> row, Order order) {
    Order before = Rows.chit(row.value().getChit()).order();
    return before.payer().equals(order.payee()) && before.payee().equals(order.payer());
  }

  /// Notes in the payment that it gives back that this one was settled.
  static void settled(Tables tables, Order order) throws SQLException {
    Optional<Row<ReceiptRow>> found = refunded(tables, order);
    if (found.isPresent()) {
      ReceiptRow row = found.get().value();
      tables.receipts.replace(
          found.get().sequence(),
          row.toBuilder()
              .setRefunded(row.getRefunded() + order.amount().minor())
              .setRefundChitId(ByteString.copyFrom(order.id().bytes()))
              .build());
    }
  }
}
