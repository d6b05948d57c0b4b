package dev.chit.client;

import dev.chit.core.MessageId;
import java.time.Instant;
import java.util.Optional;

/// One message of a conversation.
///
/// @param position for paging: grows with time within this profile
/// @param from the sender's name, one's own for what was sent
/// @param text empty if it was taken back
/// @param at when it was sent from here, or when the server received it
/// @param replyTo the message that it answers
public record HistoryMessage(
    long position,
    MessageId id,
    String from,
    boolean mine,
    String text,
    Instant at,
    MessageState state,
    Optional<MessageId> replyTo,
    boolean edited,
    boolean deleted) {

  /// One that answers none and was not changed.
  public HistoryMessage(
      long position,
      MessageId id,
      String from,
      boolean mine,
      String text,
      Instant at,
      MessageState state) {
    this(position, id, from, mine, text, at, state, Optional.empty(), false, false);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "HistoryMessage[" + id + "]";
  }
}
