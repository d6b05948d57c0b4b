package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupRole;
import java.util.List;
import java.util.Optional;

/// Groups: which there are, and who is in them. What is said there is a conversation like others.
final class GroupCalls {
  private final ChitClient client;
  private final Unread unread;
  private final News news;

  GroupCalls(ChitClient client, Unread unread, News news) {
    this.client = client;
    this.unread = unread;
    this.news = news;
  }

  JsonObject list(Ask ask) throws ChitException, InterruptedException {
    var groups = new JsonArray();
    for (Group group : client.groups().list()) {
      groups.add(summary(group));
    }
    var json = new JsonObject();
    json.add("groups", groups);
    return json;
  }

  /// A group with the last words and the number of unread ones.
  JsonObject summary(ConversationId id) throws ChitException, InterruptedException {
    return summary(client.groups().find(id.toString()));
  }

  private JsonObject summary(Group group) throws ChitException, InterruptedException {
    JsonObject json = Views.group(group);
    json.addProperty("unread", unread.count(Peer.of(group.id())));
    List<HistoryMessage> last = client.groups().history(group.id(), 1, Optional.empty());
    if (!last.isEmpty()) {
      json.add("last", Views.message(last.getFirst()));
    }
    return json;
  }

  JsonObject make(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(client.groups().create(groupName(ask), ask.names("people")));
  }

  JsonObject add(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(client.groups().add(group(ask), ask.names("people")));
  }

  JsonObject remove(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(client.groups().remove(group(ask), ask.names("people")));
  }

  JsonObject rename(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(client.groups().rename(group(ask), groupName(ask)));
  }

  JsonObject role(Ask ask) throws ChitException, WebFailure, InterruptedException {
    GroupRole role = ask.isSet("admin") ? GroupRole.ADMIN : GroupRole.MEMBER;
    return changed(client.groups().role(group(ask), ask.name("name"), role));
  }

  JsonObject leave(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Group left = client.groups().leave(group(ask));
    news.tell(News.of("groups"));
    return Views.group(left);
  }

  private JsonObject changed(Group group) throws ChitException, InterruptedException {
    news.tell(News.of("groups"));
    return summary(group);
  }

  private static ConversationId group(Ask ask) throws WebFailure {
    return switch (Peer.in(ask, "group")) {
      case Peer.Everybody(ConversationId group) -> group;
      case Peer.Somebody _ -> throw WebFailure.badRequest("wrong-name", "That is no group.");
    };
  }

  private static GroupName groupName(Ask ask) throws WebFailure {
    return Ask.parsed("wrong-name", ask.text("name").strip(), GroupName::new);
  }
}
