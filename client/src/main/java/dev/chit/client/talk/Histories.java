package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.HistoryMessage;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was said, as rows and as others see them.
public final class Histories {
  private static final int ROWS_AT_ONCE = 256;

  private Histories() {}

  /// A message of somebody's.
  public static Optional<MessageRow> row(Tables tables, AccountId sender, ByteString id)
      throws SQLException {
    return tables.messages.get(Keys.message(sender, MessageId.of(id.toByteArray())));
  }

  /// Messages of a group, whoever wrote them.
  public static List<Row<MessageRow>> inGroup(
      Tables tables, ConversationId group, Set<ByteString> ids) throws SQLException {
    var found = new ArrayList<Row<MessageRow>>();
    var wanted = new HashSet<>(ids);
    long before = Long.MAX_VALUE;
    while (!wanted.isEmpty()) {
      List<Row<MessageRow>> page = tables.messages.tagged(group.bytes(), before, ROWS_AT_ONCE);
      if (page.isEmpty()) {
        break;
      }
      page.stream().filter(row -> wanted.remove(row.value().getId())).forEach(found::add);
      before = page.getLast().sequence();
    }
    return found;
  }

  /// The message that it answers.
  public static Optional<MessageId> replyTo(MessageRow row) {
    return row.getReplyTo().isEmpty()
        ? Optional.empty()
        : Optional.of(MessageId.of(row.getReplyTo().toByteArray()));
  }

  /// @param with the name of the other
  public static HistoryMessage message(Row<MessageRow> row, String with, String ownName) {
    MessageRow message = row.value();
    return new HistoryMessage(
        row.sequence(),
        MessageId.of(message.getId().toByteArray()),
        message.getMine() ? ownName : with,
        message.getMine(),
        message.getText(),
        Instant.ofEpochMilli(message.getAtMillis()),
        MessageState.valueOf(message.getState()),
        replyTo(message),
        message.getVersion() > 0,
        message.getDeleted(),
        disappearing(message),
        message.getNotice()
            ? Optional.of(Duration.ofSeconds(message.getDisappearSeconds()))
            : Optional.empty(),
        List.of(),
        !message.getClear());
  }

  private static Optional<HistoryMessage.Disappearing> disappearing(MessageRow row) {
    Optional<Instant> at =
        row.getDisappearsAtMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(row.getDisappearsAtMillis()));
    return row.getNotice() || row.getDisappearSeconds() == 0
        ? Optional.empty()
        : Optional.of(
            new HistoryMessage.Disappearing(Duration.ofSeconds(row.getDisappearSeconds()), at));
  }

  /// Keeps a message as another device of this account had it.
  public static void keep(Tables tables, MessageRow row) throws SQLException {
    AccountId other = AccountId.of(row.getAccount().toByteArray());
    AccountId author = row.getMine() ? tables.account() : other;
    byte[] key = Keys.message(author, MessageId.of(row.getId().toByteArray()));
    if (tables.messages.find(key).isEmpty()) {
      byte[] tag = row.getGroup().isEmpty() ? other.bytes() : row.getGroup().toByteArray();
      // What waits there leaves from there.
      boolean waits = row.getState().equals(MessageState.WAITING.name());
      tables.messages.add(
          key, tag, waits ? row.toBuilder().setState(MessageState.STORED.name()).build() : row);
    }
  }
}
