package dev.chit.app.tui;

import dev.chit.client.Groups;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import java.util.Objects;

/// Whom a conversation is with.
sealed interface With {
  /// As it is typed and shown: `bob`, `#trip`.
  String title();

  record Person(AccountName name) implements With {
    @Override
    public String title() {
      return name.toString();
    }
  }

  /// @param name may change; the id does not
  record Group(ConversationId id, String name) implements With {
    @Override
    public String title() {
      return Groups.PREFIX + name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Group group && group.id.equals(id);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(id);
    }
  }
}
