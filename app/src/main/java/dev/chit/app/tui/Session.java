package dev.chit.app.tui;

import dev.chit.app.console.Caller;
import dev.chit.client.ChitClient;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import java.util.List;
import java.util.Optional;

/// The profile behind the view, and the words that work on it.
public interface Session {
  /// Empty while it is disconnected.
  Optional<ChitClient> client();

  /// What can be typed behind a slash.
  List<Word> words();

  /// Does what the line says. What it has to say, also why it was not done, goes to the caller.
  ///
  /// @param line without the slash
  void command(String line, Caller caller, Acts acts);

  /// A sentence for a person.
  String why(Exception problem);

  /// What a command can do with the view.
  interface Acts {
    /// Opens a conversation with somebody.
    void person(AccountName name);

    /// Opens a group's conversation.
    void group(ConversationId id, String name);

    void quit();
  }
}
