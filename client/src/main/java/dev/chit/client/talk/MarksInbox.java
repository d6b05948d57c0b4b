package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.group.GroupRows;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Which of this profile's texts others say that they have, or have read: only those that went to
/// them.
final class MarksInbox {
  static final int MARKS_MAX = 256;

  /// Of one message: its changes, and those of further devices.
  private static final int COPIES_LOOKED_AT = 256;

  private final Consumer<Incoming> news;

  /// @param news hears which messages have come further
  MarksInbox(Consumer<Incoming> news) {
    this.news = news;
  }

  void delivered(Tables tables, Person from, DeviceStatement device, List<ByteString> ids)
      throws SQLException {
    take(tables, from, device, ids, MessageState.DELIVERED);
  }

  void read(Tables tables, Person from, DeviceStatement device, List<ByteString> ids)
      throws SQLException {
    take(tables, from, device, ids, MessageState.READ);
  }

  private void take(
      Tables tables, Person from, DeviceStatement device, List<ByteString> ids, MessageState state)
      throws SQLException {
    for (ByteString bytes : ids.subList(0, Math.min(ids.size(), MARKS_MAX))) {
      if (bytes.size() == MessageId.LENGTH) {
        forgetCopies(tables, device, bytes);
        move(tables, from, MessageId.of(bytes.toByteArray()), state);
      }
    }
  }

  /// The device has opened it, and will not ask for it again.
  private static void forgetCopies(Tables tables, DeviceStatement device, ByteString message)
      throws SQLException {
    byte[] about = Keys.about(ByteString.copyFrom(device.account().bytes()), message);
    for (Row<SentRow> copy : tables.sent.tagged(about, Long.MAX_VALUE, COPIES_LOOKED_AT)) {
      if (copy.value().getDevice() == device.device()
          && copy.value().getMessageId().equals(message)) {
        tables.sent.remove(copy.sequence());
      }
    }
  }

  private void move(Tables tables, Person from, MessageId id, MessageState state)
      throws SQLException {
    Optional<Row<MessageRow>> row = tables.messages.find(Keys.message(tables.account(), id));
    if (row.isEmpty()) {
      return;
    }
    ByteString account = ByteString.copyFrom(from.account().bytes());
    if (!row.get().value().getGroup().isEmpty()) {
      readInGroup(tables, from, row.get(), state);
    } else if (row.get().value().getAccount().equals(account)
        && Sealer.move(tables, tables.account(), id, state)) {
      var moved = new Incoming.MessageMoved(id, from.name().value(), state);
      tables.afterCommit(() -> news.accept(moved));
    }
  }

  private static void readInGroup(
      Tables tables, Person from, Row<MessageRow> row, MessageState state) throws SQLException {
    var group = ConversationId.of(row.value().getGroup().toByteArray());
    ByteString reader = ByteString.copyFrom(from.account().bytes());
    boolean counts =
        state == MessageState.READ
            && !row.value().getReadByList().contains(reader)
            && GroupRows.view(tables, group).flatMap(view -> view.role(from.account())).isPresent();
    if (counts) {
      tables.messages.replace(row.sequence(), row.value().toBuilder().addReadBy(reader).build());
    }
  }
}
