package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.util.Arrays;

/// A message before it is sealed, or after it was opened. Sender and recipient are sealed with the
/// body and must be those of the session.
///
/// @param body at most [#BODY_BYTES_MAX] bytes, in whatever form the client gives it
public record Plain(
    AccountId sender,
    AccountId recipient,
    ConversationId conversation,
    MessageId message,
    byte[] body) {
  public static final int BODY_BYTES_MAX = 60_000;

  public Plain {
    if (body.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "body of " + body.length + " bytes (expected: at most " + BODY_BYTES_MAX + ")");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plain that
        && sender.equals(that.sender)
        && recipient.equals(that.recipient)
        && conversation.equals(that.conversation)
        && message.equals(that.message)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  /// Without the body.
  @Override
  public String toString() {
    return "Plain[" + message + ", " + body.length + " bytes]";
  }
}
