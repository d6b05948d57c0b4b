package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.v1.FileRow;
import dev.chit.core.ConversationId;

/// Whom a file is for.
sealed interface Recipient {
  record Somebody(Person person) implements Recipient {}

  record Everybody(ConversationId group) implements Recipient {}

  /// Says so in a row.
  ///
  /// @param me the sender
  default FileRow.Builder in(FileRow.Builder row, ByteString me) {
    return switch (this) {
      case Somebody(Person person) -> row.setAccount(FileRows.bytes(person.account()));
      case Everybody(ConversationId group) ->
          row.setAccount(me).setGroup(ByteString.copyFrom(group.bytes()));
    };
  }
}
