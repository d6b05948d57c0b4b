package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.FoundMessage;
import dev.chit.core.MessageId;
import java.util.List;
import java.util.Locale;

/// Which message a person means: by the first digits of its id.
final class MessageChoice {
  private static final String DIGITS = "[0-9a-f]{4,32}";
  private static final int SHOWN_DIGITS = 8;

  private MessageChoice() {}

  static MessageId one(ChitClient client, String meant) throws Exception {
    String digits = meant.toLowerCase(Locale.ROOT);
    if (!digits.matches(DIGITS)) {
      throw CommandFailure.usage(
          "“" + meant + "” is no message: say at least 4 digits of its id (history --ids).");
    }
    List<FoundMessage> found = client.conversations().matching(digits);
    if (found.isEmpty()) {
      throw CommandFailure.refused("unknown-message", "There is no message “" + meant + "”.");
    }
    if (found.size() > 1) {
      throw CommandFailure.usage("“" + meant + "” can mean several messages: say more digits.");
    }
    return found.getFirst().message().id();
  }

  static String digits(MessageId id) {
    return id.toString().substring(0, SHOWN_DIGITS);
  }
}
