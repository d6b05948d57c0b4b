package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.client.HistoryMessage;
import dev.chit.client.MessageState;

/// A message of a conversation, as JSON and as a line.
final class MessageView {
  /// Behind what the server carried as it is.
  static final String NOT_SEALED = " (not end-to-end encrypted by Chit)";

  private MessageView() {}

  static JsonObject json(HistoryMessage message) {
    var json = new JsonObject();
    json.addProperty("position", message.position());
    json.addProperty("id", message.id().toString());
    json.addProperty("from", message.from());
    json.addProperty("mine", message.mine());
    json.addProperty("text", message.text());
    json.addProperty("at", message.at().toString());
    json.addProperty("state", message.state().toString());
    json.addProperty("end_to_end", message.endToEnd());
    message.replyTo().ifPresent(it -> json.addProperty("reply_to", it.toString()));
    if (message.edited()) {
      json.addProperty("edited", true);
    }
    if (message.deleted()) {
      json.addProperty("deleted", true);
    }
    message
        .disappearing()
        .ifPresent(
            it -> {
              json.addProperty("disappears_after_seconds", it.after().toSeconds());
              it.at().ifPresent(at -> json.addProperty("disappears_at", at.toString()));
            });
    if (!message.readBy().isEmpty()) {
      var readers = new JsonArray();
      message.readBy().forEach(readers::add);
      json.add("read_by", readers);
    }
    message.chosen().ifPresent(it -> json.addProperty("disappear_seconds", it.toSeconds()));
    return json;
  }

  /// @param ids whether to show the first digits of its id
  static String line(HistoryMessage message, boolean ids) {
    if (message.chosen().isPresent()) {
      return Clock.time(message.at())
          + "   ("
          + Disappearance.line(message.from(), message.chosen().get())
          + ")";
    }
    return Clock.time(message.at())
        + " "
        + (ids ? MessageChoice.digits(message.id()) + " " : "")
        + Clean.line(message.from())
        + ": "
        + message.replyTo().map(it -> "(to " + MessageChoice.digits(it) + ") ").orElse("")
        + (message.deleted() ? "(taken back)" : Clean.block(message.text(), "    "))
        + (message.edited() && !message.deleted() ? " (edited)" : "")
        + message
            .disappearing()
            .flatMap(HistoryMessage.Disappearing::at)
            .map(at -> " (until " + Clock.time(at) + ")")
            .orElse("")
        + (message.endToEnd() ? "" : NOT_SEALED)
        + (message.state() == MessageState.READ ? " ✓" : "")
        + (message.readBy().isEmpty() ? "" : " ✓" + message.readBy().size());
  }
}
