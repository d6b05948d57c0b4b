package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.util.List;
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
    sent(tables, row -> row.getRecipient().equals(account));
    unseen(
        tables,
        row ->
            row.getMessage().getAccount().equals(account)
                || row.getChange().getAccount().equals(account));
    return count;
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
