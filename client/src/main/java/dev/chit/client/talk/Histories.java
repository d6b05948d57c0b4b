package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.HistoryMessage;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was said, as rows and as others see them.
public final class Histories {
  private Histories() {}

  /// A message of somebody's.
  public static Optional<MessageRow> row(Tables tables, AccountId sender, ByteString id)
      throws SQLException {
    return tables.messages.get(Keys.message(sender, MessageId.of(id.toByteArray())));
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
            : Optional.empty());
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
}
