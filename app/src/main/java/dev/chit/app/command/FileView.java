package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.app.console.Sizes;
import dev.chit.client.Groups;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SharedFile;
import java.util.Base64;

/// Files as a person and as a program read them.
final class FileView {
  private FileView() {}

  static JsonObject json(SharedFile file) {
    var json = new JsonObject();
    json.addProperty("file", file.id().toString());
    json.addProperty("position", file.position());
    json.addProperty("direction", file.outgoing() ? "out" : "in");
    json.addProperty("with", file.group().isPresent() ? group(file) : file.otherName());
    json.addProperty("account", file.other().toString());
    if (file.group().isPresent()) {
      json.addProperty("from", file.otherName());
      json.addProperty("group", file.groupName());
      json.addProperty("group_id", file.group().get().toString());
    }
    json.addProperty("name", file.name());
    json.addProperty("size", file.size());
    if (!file.mediaType().isEmpty()) {
      json.addProperty("media_type", file.mediaType());
    }
    if (!file.thumbnail().isEmpty()) {
      json.addProperty(
          "thumbnail", Base64.getEncoder().encodeToString(file.thumbnail().toByteArray()));
    }
    json.addProperty("at", file.at().toString());
    file.until().ifPresent(it -> json.addProperty("until", it.toString()));
    json.addProperty("state", file.state().toString());
    file.path().ifPresent(it -> json.addProperty("path", it.toString()));
    file.disappearing()
        .ifPresent(
            it -> {
              json.addProperty("disappears_after_seconds", it.after().toSeconds());
              it.at().ifPresent(at -> json.addProperty("disappears_at", at.toString()));
            });
    return json;
  }

  static String line(SharedFile file) {
    return Clock.time(file.at())
        + "  "
        + digits(file)
        + (file.outgoing() ? "  to " : "  from ")
        + (file.group().isPresent() && !file.outgoing()
            ? Clean.line(file.otherName()) + " in " + whom(file)
            : whom(file))
        + "  "
        + what(file)
        + "  "
        + file.state()
        + file.path().map(it -> "  " + Clean.line(it.toString())).orElse("")
        + file.disappearing()
            .flatMap(HistoryMessage.Disappearing::at)
            .map(at -> "  (listed until " + Clock.time(at) + ")")
            .orElse("");
  }

  /// Who else has it: somebody, or a group.
  static String whom(SharedFile file) {
    return Clean.line(file.group().isPresent() ? group(file) : file.otherName());
  }

  private static String group(SharedFile file) {
    return Groups.PREFIX + file.groupName();
  }

  /// `holiday.mp4 (1.2 GB)`
  static String what(SharedFile file) {
    return Clean.line(file.name()) + " (" + Sizes.text(file.size()) + ")";
  }

  static String digits(SharedFile file) {
    return file.id().toString().substring(0, 8);
  }
}
