package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Removes what was said from this profile, wherever it is kept.
final class Forgetting {
  private static final int ROWS_AT_ONCE = 500;

  private Forgetting() {}

  /// All that was said with somebody.
  ///
  /// @return how many messages that were
  static long person(Tables tables, ByteString account) throws SQLException {
    long count = conversation(tables, account);
    tables.held.removeTagged(account.toByteArray());
    Set<ByteString> underWay = underWay(tables, account);
    sent(
        tables,
        row ->
            row.getRecipient().equals(account)
                && isSaid(row)
                && !underWay.contains(row.getMessageId()));
    unseen(
        tables,
        row ->
            row.getMessage().getAccount().equals(account)
                || row.getChange().getAccount().equals(account));
    return count;
  }

  /// Words, and not what belongs to money, files or groups.
  private static boolean isSaid(SentRow row) {
    try {
      Content content = Content.parseFrom(row.getContent());
      return content.hasText() || content.hasEdit();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a content that was one when it was kept", e);
    }
  }

  /// Ids of what the recipient may not have yet, and may ask for again.
  private static Set<ByteString> underWay(Tables tables, ByteString account) throws SQLException {
    var ids = new HashSet<ByteString>();
    long through = 0;
    while (true) {
      List<Row<OutboxRow>> rows = tables.outbox.after(through, ROWS_AT_ONCE);
      if (rows.isEmpty()) {
        return ids;
      }
      for (Row<OutboxRow> row : rows) {
        if (row.value().getRecipient().equals(account)) {
          ids.add(row.value().getMessageId());
        }
        through = row.sequence();
      }
    }
  }

  /// All that was said in a group.
  ///
  /// @return how many messages that were
  static long group(Tables tables, ByteString group) throws SQLException {
    long count = conversation(tables, group);
    unseen(tables, row -> row.getGroupMessage().getGroup().equals(group));
    return count;
  }

  private static long conversation(Tables tables, ByteString tag) throws SQLException {
    long count = tables.messages.count(tag.toByteArray());
    tables.messages.removeTagged(tag.toByteArray());
    return count;
  }

  /// The copies of a message that are kept for recipients who ask for it again.
  static void copies(Tables tables, MessageId id) throws SQLException {
    ByteString bytes = ByteString.copyFrom(id.bytes());
    sent(tables, row -> row.getMessageId().equals(bytes));
  }

  private static void sent(Tables tables, Predicate<SentRow> gone) throws SQLException {
    List<Row<SentRow>> rows = tables.sent.after(0, Sealer.SENT_KEPT);
    for (Row<SentRow> row : rows) {
      if (gone.test(row.value())) {
        tables.sent.remove(row.sequence());
      }
    }
  }

  private static void unseen(Tables tables, Predicate<UnseenRow> gone) throws SQLException {
    long through = 0;
    while (true) {
      List<Row<UnseenRow>> rows = tables.unseen.after(through, ROWS_AT_ONCE);
      if (rows.isEmpty()) {
        return;
      }
      for (Row<UnseenRow> row : rows) {
        if (gone.test(row.value())) {
          tables.unseen.remove(row.sequence());
        }
        through = row.sequence();
      }
    }
  }
}
