package dev.chit.client.watch;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.group.GroupDesk;
import dev.chit.client.group.GroupRows;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenGroupNews;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.Histories;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Rows about groups as listeners see them.
final class UnseenGroups {
  private UnseenGroups() {}

  /// As its author wants it now. Empty if it was taken back.
  static Optional<Incoming> message(Tables tables, UnseenGroupMessage row) throws SQLException {
    UnseenMessage message = row.getMessage();
    var group = ConversationId.of(row.getGroup().toByteArray());
    var author = AccountId.of(message.getAccount().toByteArray());
    Optional<MessageRow> now = Histories.row(tables, author, message.getId());
    if (now.map(MessageRow::getDeleted).orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        new Incoming.GroupMessage(
            MessageId.of(message.getId().toByteArray()),
            group,
            name(tables, group),
            message.getFrom(),
            author,
            now.map(MessageRow::getText).orElse(message.getText()),
            Instant.ofEpochMilli(message.getAtMillis()),
            now.flatMap(Histories::replyTo)));
  }

  static Incoming news(Tables tables, UnseenGroupNews row) throws SQLException {
    var group = ConversationId.of(row.getGroup().toByteArray());
    var names = new ArrayList<String>();
    for (ByteString account : row.getAccountsList()) {
      names.add(GroupDesk.name(tables, AccountId.of(account.toByteArray())));
    }
    return new Incoming.GroupNews(
        Incoming.GroupNews.Kind.valueOf(row.getWhat()),
        group,
        name(tables, group),
        GroupDesk.name(tables, AccountId.of(row.getBy().toByteArray())),
        names);
  }

  private static String name(Tables tables, ConversationId group) throws SQLException {
    return GroupRows.view(tables, group).map(view -> view.name().value()).orElse(group.toString());
  }
}
