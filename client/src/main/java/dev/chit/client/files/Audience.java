package dev.chit.client.files;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.MessageState;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Duration;

/// The groups that this account is in, as files need them. Both are part of other jobs.
public interface Audience {
  /// @throws ChitRefusedException `unknown-group` unless this account is in it
  void require(Tables tables, ConversationId group) throws SQLException, ChitRefusedException;

  /// Says something to a group.
  ///
  /// @throws ChitRefusedException `unknown-group`
  Announced post(Tables tables, ConversationId group, Content.Builder content)
      throws SQLException, ChitRefusedException;

  /// Something that was said.
  ///
  /// @param id of the message
  record Announced(MessageId id, Answer answer) {
    /// Waits until it is known how far it came; `WAITING` if it is not in time.
    MessageState await(Duration patience) throws InterruptedException {
      return answer.await(patience);
    }
  }

  /// How far something that was said came.
  @FunctionalInterface
  interface Answer {
    MessageState await(Duration patience) throws InterruptedException;
  }
}
