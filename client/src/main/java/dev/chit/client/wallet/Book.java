package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitState;
import dev.chit.client.NotTrustedException;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.request.RequestPayments;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.state.v1.UnseenPayment;
import dev.chit.client.state.v1.UnseenRefused;
import dev.chit.client.state.v1.UnseenSettled;
import dev.chit.client.talk.Talk;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;

/// Writes down what happened to chits, each thing once, whichever way the news came.
final class Book {
  private final Talk talk;
  private final Purse purse;

  Book(Talk talk, Purse purse) {
    this.talk = talk;
    this.purse = purse;
  }

  /// A payment was settled.
  ///
  /// @param awaited whether a caller waits for this chit, who need not be told otherwise
  void settled(Tables tables, LoggedPayment payment, Predicate<ChitId> awaited)
      throws SQLException, NotTrustedException {
    Order order = payment.order();
    byte[] id = order.id().bytes();
    if (purse.takeMemoThatWaits(tables, order.id())) {
      sendMemo(tables, order);
    }
    purse.move(tables, order.id(), ChitState.SETTLED, payment.index());
    AccountId me = tables.account();
    boolean ours = order.payer().equals(me) || order.payee().equals(me);
    if (!ours || tables.receipts.find(id).isPresent()) {
      return;
    }
    if (tables.receipts.at(payment.index()).isPresent()) {
      throw new NotTrustedException(
          "bad-proof", "The server reports two payments in one place of its log.", null);
    }
    tables.receipts.addAt(
        payment.index(),
        id,
        Tables.unverified(),
        ReceiptRow.newBuilder()
            .setChit(ByteString.copyFrom(payment.chit().bytes()))
            .setIndex(payment.index())
            .setEvent(ByteString.copyFrom(payment.bytes()))
            .build());
    Purposes.settled(tables, order);
    RequestPayments.settled(tables, order);
    if (!awaited.test(order.id()) && !isOpeningGrant(tables, payment)) {
      tell(tables, payment, order.payee().equals(me));
    }
  }

  /// A chit that was presented from here needs not be presented again.
  void answered(Tables tables, Order order) throws SQLException {
    Optional<Row<PendingRow>> pending = tables.pending.find(order.id().bytes());
    if (pending.isPresent()) {
      tables.pending.remove(pending.get().sequence());
      sendMemo(tables, order, pending.get().value());
    }
  }

  /// Registering has told of it.
  private static boolean isOpeningGrant(Tables tables, LoggedPayment payment) throws SQLException {
    return payment.event() instanceof Event.Issued
        && payment.index() == tables.profile().getOpenedIndex() + 1;
  }

  private void sendMemo(Tables tables, Order order, PendingRow pending) throws SQLException {
    Optional<Person> payee = People.known(tables, order.payee());
    if (!pending.getSalt().isEmpty() && payee.isPresent()) {
      var memo = new MemoOpening(Salt.of(pending.getSalt().toByteArray()), pending.getMemo());
      talk.postMemo(tables, payee.get(), order.id(), memo);
    }
  }

  /// Of a chit that was drawn before its payee was known.
  private void sendMemo(Tables tables, Order order) throws SQLException {
    Optional<Person> payee = People.known(tables, order.payee());
    Optional<MemoOpening> memo = Memos.own(tables, order);
    if (payee.isPresent() && memo.isPresent()) {
      talk.postMemo(tables, payee.get(), order.id(), memo.get());
    }
  }

  private static void tell(Tables tables, LoggedPayment payment, boolean incoming)
      throws SQLException {
    Order order = payment.order();
    AccountId other = incoming ? order.payer() : order.payee();
    ByteString chit = ByteString.copyFrom(order.id().bytes());
    ByteString account = ByteString.copyFrom(other.bytes());
    if (incoming) {
      Unseen.add(
          tables,
          UnseenPayment.newBuilder()
              .setChitId(chit)
              .setFrom(name(tables, other))
              .setAccount(account)
              .setAmount(order.amount().minor())
              .setIndex(payment.index())
              .setBalance(payment.balance())
              .setAtMillis(payment.event().timeMillis()));
    } else {
      Unseen.add(
          tables,
          UnseenSettled.newBuilder()
              .setChitId(chit)
              .setTo(name(tables, other))
              .setAccount(account)
              .setAmount(order.amount().minor())
              .setIndex(payment.index())
              .setBalance(payment.balance()));
    }
  }

  /// As [#name], one's own name too.
  static String nameOf(Tables tables, AccountId account) throws SQLException {
    return account.equals(tables.account()) ? tables.profile().getName() : name(tables, account);
  }

  static String name(Tables tables, AccountId account) throws SQLException {
    return People.known(tables, account)
        .map(person -> person.name().value())
        .orElse(account.toString());
  }

  /// A chit that waited for an answer was refused.
  void refused(Tables tables, ChitId chit, Answer.Refused refused, Predicate<ChitId> awaited)
      throws SQLException {
    Optional<Row<PendingRow>> pending = tables.pending.find(chit.bytes());
    if (pending.isEmpty()) {
      return;
    }
    tables.pending.remove(pending.get().sequence());
    purse.refused(tables, chit, refused.code());
    RequestPayments.refused(tables, Rows.chit(pending.get().value().getChit()).order());
    if (!awaited.test(chit)) {
      Unseen.add(
          tables,
          UnseenRefused.newBuilder()
              .setChitId(ByteString.copyFrom(chit.bytes()))
              .setCode(refused.code())
              .setMessage(refused.message()));
    }
  }
}
