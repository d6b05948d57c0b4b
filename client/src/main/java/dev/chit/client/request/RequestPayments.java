package dev.chit.client.request;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.RequestState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.core.AccountId;
import dev.chit.core.Reference;
import dev.chit.core.RequestId;
import dev.chit.core.chit.Order;
import java.sql.SQLException;
import java.util.Optional;

/// What payments mean for requests: a chit whose reference is a request's id pays it.
public final class RequestPayments {
  private RequestPayments() {}

  /// A chit of or to this account was settled, for the first time that this profile hears of it.
  public static void settled(Tables tables, Order order) throws SQLException {
    if (order.reference().equals(Reference.NONE)) {
      return;
    }
    AccountId me = tables.account();
    if (order.payer().equals(me)) {
      paidByMe(tables, order);
    } else {
      paidToMe(tables, order);
    }
  }

  /// Paid from here or from another device of this account, perhaps before the request came.
  private static void paidByMe(Tables tables, Order order) throws SQLException {
    byte[] key = RequestRows.key(false, order.payee(), request(order));
    Optional<Row<RequestRow>> found = tables.requests.find(key);
    if (found.isPresent()) {
      tables.requests.replace(found.get().sequence(), paid(found.get().value(), order));
    } else if (tables.receipts.find(order.reference().bytes()).isEmpty()) {
      RequestRow early =
          RequestRow.newBuilder()
              .setRequestId(ByteString.copyFrom(order.reference().bytes()))
              .setAccount(ByteString.copyFrom(order.payee().bytes()))
              .build();
      RequestRows.add(tables, paid(early, order));
    }
  }

  /// Whoever was asked has paid what was asked, whatever they had said before.
  private static void paidToMe(Tables tables, Order order) throws SQLException {
    byte[] key = RequestRows.key(true, order.payer(), request(order));
    Optional<Row<RequestRow>> found = tables.requests.find(key);
    if (found.isPresent()
        && found.get().value().getAmount() == order.amount().minor()
        && RequestRows.state(found.get().value()) != RequestState.PAID) {
      RequestRow row = paid(found.get().value(), order);
      tables.requests.replace(found.get().sequence(), row);
      RequestRows.tell(tables, row, Incoming.Request.What.PAID);
    }
  }

  private static RequestRow paid(RequestRow row, Order order) {
    return row.toBuilder()
        .setState(RequestState.PAID.name())
        .setChitId(ByteString.copyFrom(order.id().bytes()))
        .build();
  }

  /// A chit of this account that had waited for an answer was refused: the request that it was to
  /// pay is open again, unless it was withdrawn meanwhile.
  public static void refused(Tables tables, Order order) throws SQLException {
    byte[] key = RequestRows.key(false, order.payee(), request(order));
    Optional<Row<RequestRow>> found = tables.requests.find(key);
    if (found.isPresent()
        && RequestRows.state(found.get().value()) == RequestState.PAYING
        && found.get().value().getChitId().equals(ByteString.copyFrom(order.id().bytes()))) {
      RequestRow row = found.get().value();
      RequestState again = row.getWithdrawn() ? RequestState.WITHDRAWN : RequestState.OPEN;
      tables.requests.replace(
          found.get().sequence(), row.toBuilder().setState(again.name()).clearChitId().build());
    }
  }

  private static RequestId request(Order order) {
    return RequestId.of(order.reference().bytes());
  }
}
