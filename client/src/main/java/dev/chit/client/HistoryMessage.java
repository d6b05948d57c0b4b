package dev.chit.client;

import dev.chit.core.MessageId;
import java.time.Instant;

/// One message of a conversation.
///
/// @param position for paging: grows with time within this profile
/// @param from the sender's name, one's own for what was sent
/// @param at when it was sent from here, or when the server received it
public record HistoryMessage(
    long position,
    MessageId id,
    String from,
    boolean mine,
    String text,
    Instant at,
    MessageState state) {

  /// Without the text.
  @Override
  public String toString() {
    return "HistoryMessage[" + id + "]";
  }
}
