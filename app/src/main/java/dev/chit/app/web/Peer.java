package dev.chit.app.web;

import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.Groups;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;

/// Whom a conversation is with. The page calls a person by name, and a group by `#` and its id.
sealed interface Peer {
  /// One person.
  record Somebody(AccountName name) implements Peer {
    @Override
    public String key() {
      return name.value();
    }
  }

  /// A group's members.
  record Everybody(ConversationId group) implements Peer {
    @Override
    public String key() {
      return of(group);
    }
  }

  /// What the page calls it.
  String key();

  /// What the page calls a group.
  static String of(ConversationId group) {
    return Groups.PREFIX + group;
  }

  /// The one that a call of the page names.
  static Peer in(Ask ask, String field) throws WebFailure {
    return Ask.parsed("wrong-name", ask.text(field).strip(), Peer::parse);
  }

  /// @throws IllegalArgumentException if it is neither a name nor `#` and 32 hexadecimal digits
  static Peer parse(String text) {
    return text.startsWith(Groups.PREFIX)
        ? new Everybody(ConversationId.parse(text.substring(Groups.PREFIX.length())))
        : new Somebody(new AccountName(text));
  }
}
