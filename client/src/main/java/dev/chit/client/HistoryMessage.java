package dev.chit.client;

import dev.chit.core.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One message of a conversation, or a line that says what somebody chose for it.
///
/// @param position for paging: grows with time within this profile
/// @param from the sender's name, one's own for what was sent
/// @param text empty if it was taken back, or is no message
/// @param at when it was sent from here, or when the server received it
/// @param replyTo the message that it answers
/// @param disappearing if it does
/// @param chosen if it is no message: after what time messages disappear from then on, zero for
///   never
/// @param readBy of a message to a group, who has seen it, as their clients say
/// @param endToEnd sealed by one end for the other; false if the server keeps the other's key, and
///   reads it
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
    boolean deleted,
    Optional<Disappearing> disappearing,
    Optional<Duration> chosen,
    List<String> readBy,
    boolean endToEnd) {
  public HistoryMessage {
    readBy = List.copyOf(readBy);
  }

  /// The same, read by these.
  public HistoryMessage readBy(List<String> names) {
    return new HistoryMessage(
        position,
        id,
        from,
        mine,
        text,
        at,
        state,
        replyTo,
        edited,
        deleted,
        disappearing,
        chosen,
        names,
        endToEnd);
  }

  /// That a message does not stay.
  ///
  /// @param after it was read or, at its sender's, sent
  /// @param at empty while it was not read
  public record Disappearing(Duration after, Optional<Instant> at) {}

  /// Without the text.
  @Override
  public String toString() {
    return "HistoryMessage[" + id + "]";
  }
}
