package dev.chit.app.tui;

import dev.chit.core.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be done outside; an [Event] tells how it went.
sealed interface Effect {
  /// What can be asked for again and again, and is done once.
  sealed interface Load extends Effect {}

  record LoadPeople() implements Load {}

  record LoadOnline() implements Load {}

  record LoadWallet() implements Load {}

  /// The newest so many messages, and the cards between them.
  record LoadNewest(With with, int count) implements Load {}

  /// A page of older ones.
  ///
  /// @param before the oldest that is there
  /// @param at when that was said
  record LoadOlder(With with, long before, Instant at) implements Load {}

  record Say(With with, String text) implements Effect {
    /// Without the text.
    @Override
    public String toString() {
      return "Say[" + with + "]";
    }
  }

  /// @param line words of the shell, without the slash
  record Command(String line) implements Effect {
    /// Without the words.
    @Override
    public String toString() {
      return "Command[]";
    }
  }

  /// Answers what a command asks; empty for no answer.
  record Answer(Optional<String> text) implements Effect {
    /// Without the text.
    @Override
    public String toString() {
      return "Answer[]";
    }
  }

  /// Ends the command that runs.
  record Interrupt() implements Effect {}

  record TakeBack(MessageId id, String text) implements Effect {
    /// Without the text.
    @Override
    public String toString() {
      return "TakeBack[" + id + "]";
    }
  }

  /// Tells others that what they wrote was seen.
  record Shown(With with, List<MessageId> ids) implements Effect {
    public Shown {
      ids = List.copyOf(ids);
    }
  }

  record Redraw() implements Effect {}

  record Quit() implements Effect {}
}
