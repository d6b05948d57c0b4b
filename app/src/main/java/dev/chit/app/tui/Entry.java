package dev.chit.app.tui;

import dev.chit.client.FileState;
import dev.chit.client.MessageState;
import dev.chit.core.MessageId;
import java.time.Instant;

/// What stands in a conversation or in the wallet.
sealed interface Entry {
  /// Of what has no position in the history.
  long NOWHERE = -1;

  Instant at();

  /// In the history, [#NOWHERE] for cards.
  default long position() {
    return NOWHERE;
  }

  /// A text.
  ///
  /// @param answers what it answers, empty for nothing
  /// @param endToEnd false if the server can read it
  /// @param readBy of a text to a group, how many have seen it
  record Said(
      long position,
      MessageId id,
      String from,
      boolean mine,
      String text,
      Instant at,
      MessageState state,
      int readBy,
      boolean edited,
      boolean deleted,
      String answers,
      boolean endToEnd)
      implements Entry {
    /// Without the text.
    @Override
    public String toString() {
      return "Said[" + id + "]";
    }
  }

  /// Something that was done, not said.
  record Note(long position, String text, Instant at) implements Entry {}

  /// A payment.
  ///
  /// @param amount with its unit
  /// @param proof how far it was verified, in words
  record Payment(
      boolean outgoing, String other, String amount, String memo, String proof, Instant at)
      implements Entry {}

  /// A request for money.
  ///
  /// @param digits that name it in commands
  /// @param isOpen whether it waits to be paid
  record Request(
      String digits,
      boolean outgoing,
      String other,
      String amount,
      String memo,
      String state,
      boolean isOpen,
      Instant at)
      implements Entry {}

  /// A file.
  ///
  /// @param what its name and size
  record File(
      String digits, boolean outgoing, String other, String what, FileState state, Instant at)
      implements Entry {}
}
