package dev.chit.client.watch;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.group.GroupDesk;
import dev.chit.client.group.GroupRows;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenGroupNews;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;

/// Rows about groups as listeners see them.
final class UnseenGroups {
  private UnseenGroups() {}

  static Incoming message(Tables tables, UnseenGroupMessage row) throws SQLException {
    UnseenMessage message = row.getMessage();
    var group = ConversationId.of(row.getGroup().toByteArray());
    return new Incoming.GroupMessage(
        MessageId.of(message.getId().toByteArray()),
        group,
        name(tables, group),
        message.getFrom(),
        AccountId.of(message.getAccount().toByteArray()),
        message.getText(),
        Instant.ofEpochMilli(message.getAtMillis()));
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
