package dev.chit.app.tui;

import dev.chit.client.Incoming;
import dev.chit.core.MessageId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something that happened: a key, news of the client, or that something asked for is done.
sealed interface Event {
  /// A key that does something.
  record Key(Press press) implements Event {}

  /// Text from the keyboard or the clipboard, which may have several lines.
  record Typed(String text) implements Event {
    /// Without the text.
    @Override
    public String toString() {
      return "Typed[" + text.length() + "]";
    }
  }

  /// The button was pressed there.
  record Click(int column, int row) implements Event {}

  /// The wheel was turned there.
  record Wheel(int column, int row, boolean up) implements Event {}

  record Resized(int columns, int rows) implements Event {}

  /// The process is to end.
  record Ended() implements Event {}

  /// @param line as the shell would print it, if it would
  record Arrived(Incoming incoming, Optional<String> line) implements Event {}

  /// @param me this account's name
  record People(String me, List<Conversation> people) implements Event {}

  /// @param names folded
  record Online(Set<String> names) implements Event {}

  record Purse(Wallet wallet) implements Event {}

  /// A page of a conversation, oldest first.
  ///
  /// @param before the position that it ends before; empty if it ends with the newest
  record Page(With with, Optional<Long> before, List<Entry> entries, boolean more)
      implements Event {}

  /// A text that was sent, or was not.
  ///
  /// @param problem why it was not, or why it waits
  record Sent(With with, String text, Optional<MessageId> id, Optional<String> problem)
      implements Event {
    /// Without the text.
    @Override
    public String toString() {
      return "Sent[" + id + "]";
    }
  }

  /// A text was taken back.
  record TakenBack(MessageId id, String text) implements Event {
    /// Without the text.
    @Override
    public String toString() {
      return "TakenBack[" + id + "]";
    }
  }

  /// A command has said all it had to say.
  record Finished(String command, List<String> lines) implements Event {}

  /// A command tells how far it is.
  record Progress(String line) implements Event {}

  /// A command asks something.
  record Asked(String prompt, boolean secret) implements Event {}

  /// A command opens a conversation.
  record Opened(With with) implements Event {}

  /// Something that was asked for cannot be had.
  record Failed(String sentence) implements Event {}
}
