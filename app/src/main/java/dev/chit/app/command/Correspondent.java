package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.Groups;
import dev.chit.client.MessageState;
import dev.chit.client.SentMessage;
import dev.chit.client.SentToGroup;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.util.Optional;

/// Whom a message goes to: somebody, or a group, whose name is typed with a `#` before it.
sealed interface Correspondent {
  record Somebody(AccountName name) implements Correspondent {
    @Override
    public String toString() {
      return name.toString();
    }
  }

  record Everybody(Group group) implements Correspondent {
    @Override
    public String toString() {
      return Groups.PREFIX + group.name();
    }
  }

  /// What became of a message.
  ///
  /// @param endToEnd false if the server reads it
  /// @param toGroup how many have it, if it went to a group
  record Said(
      MessageId id,
      MessageState state,
      boolean endToEnd,
      String sentence,
      Optional<SentToGroup> toGroup) {
    private static Said of(SentMessage sent, AccountName to) {
      String sentence =
          sent.endToEnd()
              ? Correspondent.sentence(sent.state(), to.toString())
              : Correspondent.sentence(sent.state(), to.toString())
                  + " Not end-to-end encrypted by Chit: "
                  + to
                  + " uses an older program, and the server can read it.";
      return new Said(sent.id(), sent.state(), sent.endToEnd(), sentence, Optional.empty());
    }

    private static Said of(SentToGroup sent, Everybody to) {
      return new Said(
          sent.id(), sent.state(), true, Correspondent.sentence(sent, to), Optional.of(sent));
    }
  }

  static boolean isGroup(String typed) {
    return typed.startsWith(Groups.PREFIX);
  }

  static Correspondent of(ChitClient client, String typed) throws Exception {
    return isGroup(typed)
        ? new Everybody(client.groups().find(typed))
        : new Somebody(Typed.name(typed));
  }

  /// As [#of], somebody only if the server knows them.
  static Correspondent found(ChitClient client, String typed) throws Exception {
    Correspondent with = of(client, typed);
    return with instanceof Somebody(AccountName name)
        ? new Somebody(client.find(name).name())
        : with;
  }

  default Said say(ChitClient client, String text) throws Exception {
    if (text.isBlank()) {
      throw CommandFailure.usage("There is nothing to say.");
    }
    return switch (this) {
      case Somebody(AccountName name) -> Said.of(client.send(name, text), name);
      case Everybody to -> Said.of(client.groups().send(to.group().id(), text), to);
    };
  }

  /// Says something that answers a message.
  default Said reply(ChitClient client, MessageId answered, String text) throws Exception {
    return switch (this) {
      case Somebody(AccountName name) ->
          Said.of(client.conversations().reply(name, answered, text), name);
      case Everybody to -> Said.of(client.groups().reply(to.group().id(), answered, text), to);
    };
  }

  private static String sentence(SentToGroup sent, Correspondent to) {
    String missed =
        sent.refused() == 0
            ? ""
            : " " + devices(sent.refused()) + " cannot have it: not known here, or not taken.";
    return switch (sent.state()) {
      case DELIVERED, READ ->
          sent.delivered() == 0
              ? "Nobody else is in " + to + "."
              : sentence(sent.state(), "" + to) + missed;
      case STORED ->
          (sent.delivered() == 0
                  ? "The message waits on the server until "
                      + devices(sent.stored())
                      + " of "
                      + to
                      + (sent.stored() == 1 ? " has it." : " have it.")
                  : "Delivered to "
                      + sent.delivered()
                      + " of "
                      + to
                      + "; it waits on the server for "
                      + sent.stored()
                      + " more.")
              + missed;
      case WAITING, REFUSED, RECEIVED -> sentence(sent.state(), "" + to);
    };
  }

  private static String devices(int count) {
    return count == 1 ? "1 device" : count + " devices";
  }

  private static String sentence(MessageState state, String to) {
    return switch (state) {
      case DELIVERED, READ -> "Delivered to " + to + ".";
      case STORED -> "The message waits on the server until " + to + " has it.";
      case WAITING -> "No answer from the server; the message is sent at the next connection.";
      case REFUSED -> "The server does not take the message.";
      case RECEIVED -> "Received.";
    };
  }
}
