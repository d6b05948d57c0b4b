package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.talk.v1.Content;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Removes what was said from this profile, wherever it is kept.
public final class Forgetting {
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
    tables.outbox.forEach(
        row -> {
          if (row.value().getRecipient().equals(account)) {
            ids.add(row.value().getMessageId());
          }
        });
    return ids;
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

  /// The copies of an own message that are kept for its recipients, should they ask for it again,
  /// and of its changes.
  static void copies(Tables tables, MessageRow own) throws SQLException {
    copies(tables, own.getAccount(), own.getGroup(), own.getId());
  }

  /// @param account the recipient
  /// @param group empty for what is for one person
  /// @param message its id
  public static void copies(Tables tables, ByteString account, ByteString group, ByteString message)
      throws SQLException {
    if (group.isEmpty()) {
      tables.sent.removeTagged(Keys.about(account, message));
      return;
    }
    tables.groups.sent.forEach(
        sent -> {
          if (sent.value().getMessageId().equals(message)) {
            tables.groups.sent.remove(sent.sequence());
          }
        });
  }

  private static void sent(Tables tables, Predicate<SentRow> gone) throws SQLException {
    tables.sent.forEach(
        row -> {
          if (gone.test(row.value())) {
            tables.sent.remove(row.sequence());
          }
        });
  }

  /// What no listener was told yet.
  public static void unseen(Tables tables, Predicate<UnseenRow> gone) throws SQLException {
    tables.unseen.forEach(
        row -> {
          if (gone.test(row.value())) {
            tables.unseen.remove(row.sequence());
          }
        });
  }
}
