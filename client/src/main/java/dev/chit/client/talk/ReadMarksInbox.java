package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.talk.v1.ReadMarks;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Which of this profile's texts others say they have read: only those that went to them.
final class ReadMarksInbox {
  static final int MARKS_MAX = 256;

  private final Consumer<Incoming> news;

  /// @param news hears which messages have come further
  ReadMarksInbox(Consumer<Incoming> news) {
    this.news = news;
  }

  void take(Tables tables, Person from, ReadMarks marks) throws SQLException {
    List<ByteString> ids = marks.getMessageIdsList();
    for (ByteString bytes : ids.subList(0, Math.min(ids.size(), MARKS_MAX))) {
      if (bytes.size() == MessageId.LENGTH) {
        read(tables, from, MessageId.of(bytes.toByteArray()));
      }
    }
  }

  private void read(Tables tables, Person from, MessageId id) throws SQLException {
    Optional<Row<MessageRow>> row = tables.messages.find(Keys.message(tables.account(), id));
    boolean isTheirs =
        row.isPresent()
            && row.get().value().getAccount().equals(ByteString.copyFrom(from.account().bytes()));
    if (isTheirs && Sealer.move(tables, tables.account(), id, MessageState.READ)) {
      var moved = new Incoming.MessageMoved(id, from.name().value(), MessageState.READ);
      tables.afterCommit(() -> news.accept(moved));
    }
  }
}
