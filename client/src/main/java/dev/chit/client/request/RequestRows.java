package dev.chit.client.request;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.MoneyRequest;
import dev.chit.client.RequestState;
import dev.chit.client.people.People;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.client.state.v1.UnseenRequest;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.RequestId;
import dev.chit.core.SplitId;
import dev.chit.core.chit.Order;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Requests as the profile has them. Two people who use the same id do not meet: a row belongs to a
/// direction and a person.
public final class RequestRows {
  /// Beyond this the oldest are forgotten.
  static final int ROWS_MAX = 20_000;

  /// Requests of one person that are kept: one who sends more pushes out none but their own.
  static final int FROM_ONE_MAX = 200;

  private static final long FAR_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private RequestRows() {}

  static byte[] key(boolean outgoing, AccountId other, RequestId id) {
    return ByteBuffer.allocate(1 + AccountId.LENGTH + RequestId.LENGTH)
        .put(tag(outgoing, other))
        .put(id.bytes())
        .array();
  }

  static byte[] key(RequestRow row) {
    return key(row.getOutgoing(), other(row), id(row));
  }

  static byte[] tag(boolean outgoing, AccountId other) {
    return ByteBuffer.allocate(1 + AccountId.LENGTH)
        .put((byte) (outgoing ? 1 : 0))
        .put(other.bytes())
        .array();
  }

  static RequestId id(RequestRow row) {
    return RequestId.of(row.getRequestId().toByteArray());
  }

  static AccountId other(RequestRow row) {
    return AccountId.of(row.getAccount().toByteArray());
  }

  static RequestState state(RequestRow row) {
    return RequestState.valueOf(row.getState());
  }

  static void add(Tables tables, RequestRow row) throws SQLException {
    tables.requests.add(key(row), tag(row.getOutgoing(), other(row)), row);
    tables.requests.keepNewest(ROWS_MAX);
  }

  /// Who has too many requests loses their own oldest one that is done with.
  ///
  /// @return false if there is none
  static boolean makeRoom(Tables tables, boolean outgoing, AccountId other) throws SQLException {
    List<Row<RequestRow>> rows =
        tables.requests.tagged(tag(outgoing, other), Long.MAX_VALUE, FROM_ONE_MAX);
    if (rows.size() < FROM_ONE_MAX) {
      return true;
    }
    for (Row<RequestRow> row : rows.reversed()) {
      RequestState state = state(row.value());
      if (state != RequestState.OPEN && state != RequestState.PAYING) {
        tables.requests.remove(row.sequence());
        return true;
      }
    }
    return false;
  }

  /// Whether there is a request that a chit under this reference would pay.
  public static boolean isKnown(Tables tables, Order order, RequestId id) throws SQLException {
    return tables.requests.find(key(false, order.payee(), id)).isPresent()
        || tables.requests.find(key(true, order.payer(), id)).isPresent();
  }

  /// Has listeners told what happened to a request.
  static void tell(Tables tables, RequestRow row, Incoming.Request.What what) throws SQLException {
    Unseen.add(
        tables,
        UnseenRequest.newBuilder().setRow(ByteString.copyFrom(key(row))).setWhat(what.name()));
  }

  /// What listeners are told, unless the request was forgotten meanwhile.
  public static Optional<Incoming> read(Tables tables, UnseenRequest unseen) throws SQLException {
    Optional<Row<RequestRow>> row = tables.requests.find(unseen.getRow().toByteArray());
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Incoming.Request(
                Incoming.Request.What.valueOf(unseen.getWhat()),
                request(tables, row.get(), Instant.MIN)));
  }

  /// @param now decides whether it is over
  static MoneyRequest request(Tables tables, Row<RequestRow> found, Instant now)
      throws SQLException {
    RequestRow row = found.value();
    AccountId other = other(row);
    return new MoneyRequest(
        found.sequence(),
        id(row),
        row.getOutgoing(),
        other,
        People.known(tables, other).map(it -> it.name().value()).orElse(other.toString()),
        new Amount(row.getAmount()),
        LedgerTerms.of(tables.profile().getLedger()).unit(),
        row.getMemo(),
        row.getSplitId().isEmpty()
            ? Optional.empty()
            : Optional.of(SplitId.of(row.getSplitId().toByteArray())),
        row.getNotAfterSeconds() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(row.getNotAfterSeconds())),
        Instant.ofEpochMilli(row.getAtMillis()),
        isOver(row, now) ? RequestState.EXPIRED : state(row),
        row.getAnswer(),
        row.getChitId().isEmpty()
            ? Optional.empty()
            : Optional.of(ChitId.of(row.getChitId().toByteArray())));
  }

  static boolean isOver(RequestRow row, Instant now) {
    return state(row) == RequestState.OPEN
        && row.getNotAfterSeconds() != 0
        && now.getEpochSecond() > row.getNotAfterSeconds();
  }

  /// Whether a time can be shown: epoch seconds up to the year 9999, or 0.
  static boolean isTime(long seconds) {
    return seconds >= 0 && seconds <= FAR_SECONDS;
  }
}
