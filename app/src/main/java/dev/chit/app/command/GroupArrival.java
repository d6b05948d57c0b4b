package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.client.Groups;
import dev.chit.client.Incoming;
import java.util.List;
import java.util.Locale;

/// What arrives of groups.
final class GroupArrival {
  private static final int NAMES_MAX = 10;

  private GroupArrival() {}

  static void json(Incoming.GroupMessage message, JsonObject json) {
    json.addProperty("type", "group-message");
    json.addProperty("id", message.id().toString());
    json.addProperty("group", message.groupName());
    json.addProperty("group_id", message.group().toString());
    json.addProperty("from", message.from());
    json.addProperty("account", message.account().toString());
    json.addProperty("text", message.text());
    json.addProperty("at", message.at().toString());
    message.replyTo().ifPresent(it -> json.addProperty("reply_to", it.toString()));
  }

  /// What stands before the line of somebody in a group.
  static String before(String group) {
    return title(group) + " ";
  }

  static void json(Incoming.GroupNews news, JsonObject json) {
    json.addProperty("type", "group");
    json.addProperty("what", news.what().name().toLowerCase(Locale.ROOT));
    json.addProperty("group", news.groupName());
    json.addProperty("group_id", news.group().toString());
    json.addProperty("by", news.by());
    var names = new JsonArray();
    news.names().forEach(names::add);
    json.add("names", names);
  }

  static String line(Incoming.GroupMessage message) {
    return title(message.groupName())
        + " "
        + Clean.line(message.from())
        + ": "
        + Clean.block(message.text(), "    ");
  }

  static String line(Incoming.GroupNews news) {
    String group = title(news.groupName());
    String by = Clean.line(news.by());
    String names = names(news.names());
    return switch (news.what()) {
      case INVITED -> by + " added you to " + group + ".";
      case ADDED -> group + ": " + by + " added " + names + ".";
      case REMOVED -> group + ": " + by + " removed " + names + ".";
      case LEFT -> group + ": " + by + " left.";
      case NAMED -> by + " gave the group the name " + group + ".";
      case ADMIN -> group + ": " + names + " may change the group now.";
      case MEMBER -> group + ": " + names + " may no longer change the group.";
    };
  }

  private static String title(String name) {
    return Groups.PREFIX + Clean.line(name);
  }

  private static String names(List<String> names) {
    List<String> first = names.stream().limit(NAMES_MAX).map(Clean::line).toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
