package dev.chit.client.request;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.RequestState;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.client.talk.v1.PaymentRequest;
import dev.chit.client.talk.v1.RequestAnswer;
import dev.chit.client.talk.v1.RequestReminder;
import dev.chit.client.talk.v1.RequestWithdrawn;
import dev.chit.core.Amount;
import dev.chit.core.RequestId;
import dev.chit.core.SplitId;
import dev.chit.core.chit.MemoOpening;
import java.sql.SQLException;
import java.util.Optional;

/// What others say about requests, each thing once, in whatever order it comes: a request that was
/// paid, refused or withdrawn never opens again.
public final class RequestInbox {
  /// Bytes in the words of a request or an answer.
  static final int TEXT_BYTES_MAX = MemoOpening.MEMO_BYTES_MAX;

  /// Reminders of one request that are shown.
  static final int REMINDERS_MAX = 10;

  private RequestInbox() {}

  /// Somebody asks this account to pay. Drops what is not well formed.
  public static void asked(Tables tables, Person from, PaymentRequest asked, long atMillis)
      throws SQLException {
    Optional<RequestId> id = id(asked.getRequestId());
    if (id.isEmpty() || !isWellFormed(tables, asked)) {
      return;
    }
    byte[] key = RequestRows.key(false, from.account(), id.get());
    Optional<Row<RequestRow>> there = tables.requests.find(key);
    if (there.isPresent() && there.get().value().getAmount() != 0) {
      return;
    }
    RequestRow row =
        (there.isPresent() ? there.get().value().toBuilder() : fresh(from, id.get()))
            .setAmount(asked.getAmount())
            .setMemo(asked.getMemo())
            .setSplitId(asked.getSplitId())
            .setNotAfterSeconds(asked.getNotAfterSeconds())
            .setAtMillis(atMillis)
            .build();
    if (there.isPresent()) {
      tables.requests.replace(there.get().sequence(), row);
    } else if (RequestRows.makeRoom(tables, false, from.account())) {
      RequestRows.add(tables, row);
      RequestRows.tell(tables, row, Incoming.Request.What.ASKED);
    }
  }

  private static boolean isWellFormed(Tables tables, PaymentRequest asked) throws SQLException {
    return asked.getAmount() >= 1
        && asked.getAmount() <= Amount.MINOR_MAX
        && asked.getUnit().equals(LedgerTerms.of(tables.profile().getLedger()).unit().code())
        && asked.getMemoBytes().size() <= TEXT_BYTES_MAX
        && (asked.getSplitId().isEmpty() || asked.getSplitId().size() == SplitId.LENGTH)
        && RequestRows.isTime(asked.getNotAfterSeconds());
  }

  private static RequestRow.Builder fresh(Person from, RequestId id) {
    return RequestRow.newBuilder()
        .setRequestId(ByteString.copyFrom(id.bytes()))
        .setAccount(ByteString.copyFrom(from.account().bytes()))
        .setState(RequestState.OPEN.name());
  }

  /// Somebody who was asked will not pay.
  public static void answered(Tables tables, Person from, RequestAnswer answer)
      throws SQLException {
    Optional<Row<RequestRow>> found = find(tables, true, from, answer.getRequestId());
    if (found.isEmpty()
        || answer.getVerdict() != RequestAnswer.Verdict.REFUSED
        || answer.getTextBytes().size() > TEXT_BYTES_MAX
        || RequestRows.state(found.get().value()) != RequestState.OPEN) {
      return;
    }
    RequestRow row =
        found.get().value().toBuilder()
            .setState(RequestState.REFUSED.name())
            .setAnswer(answer.getText())
            .build();
    tables.requests.replace(found.get().sequence(), row);
    RequestRows.tell(tables, row, Incoming.Request.What.REFUSED);
  }

  /// Somebody still waits to be paid.
  public static void reminded(Tables tables, Person from, RequestReminder reminder)
      throws SQLException {
    Optional<Row<RequestRow>> found = find(tables, false, from, reminder.getRequestId());
    if (found.isEmpty()
        || RequestRows.state(found.get().value()) != RequestState.OPEN
        || found.get().value().getReminders() >= REMINDERS_MAX) {
      return;
    }
    RequestRow row = found.get().value();
    row = row.toBuilder().setReminders(row.getReminders() + 1).build();
    tables.requests.replace(found.get().sequence(), row);
    RequestRows.tell(tables, row, Incoming.Request.What.REMINDED);
  }

  /// Somebody no longer wants to be paid. If the request itself is still on its way, this is kept
  /// until it comes.
  public static void withdrawn(Tables tables, Person from, RequestWithdrawn withdrawn)
      throws SQLException {
    Optional<RequestId> id = id(withdrawn.getRequestId());
    if (id.isEmpty()) {
      return;
    }
    Optional<Row<RequestRow>> found = find(tables, false, from, withdrawn.getRequestId());
    if (found.isEmpty()) {
      if (RequestRows.makeRoom(tables, false, from.account())) {
        RequestRows.add(
            tables, fresh(from, id.get()).setState(RequestState.WITHDRAWN.name()).build());
      }
      return;
    }
    RequestRow row = found.get().value().toBuilder().setWithdrawn(true).build();
    if (RequestRows.state(row) == RequestState.OPEN) {
      row = row.toBuilder().setState(RequestState.WITHDRAWN.name()).build();
      RequestRows.tell(tables, row, Incoming.Request.What.WITHDRAWN);
    }
    tables.requests.replace(found.get().sequence(), row);
  }

  private static Optional<Row<RequestRow>> find(
      Tables tables, boolean outgoing, Person other, ByteString id) throws SQLException {
    Optional<RequestId> request = id(id);
    return request.isEmpty()
        ? Optional.empty()
        : tables.requests.find(RequestRows.key(outgoing, other.account(), request.get()));
  }

  private static Optional<RequestId> id(ByteString bytes) {
    if (bytes.size() != RequestId.LENGTH) {
      return Optional.empty();
    }
    RequestId id = RequestId.of(bytes.toByteArray());
    return id.high() == 0 && id.low() == 0 ? Optional.empty() : Optional.of(id);
  }
}
