package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SentMessage;
import dev.chit.client.SentToGroup;
import dev.chit.client.Standing;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is said with one person, or in a group.
final class TalkCalls {
  /// Messages in one page of a conversation, unless the page asks for more.
  static final int PAGE = 60;

  private static final int PAGE_MAX = ChitClient.HISTORY_MAX - 1;

  private final ChitClient client;
  private final Unread unread;
  private final PeopleCalls people;
  private final GroupCalls groups;
  private final Drafts drafts;
  private final News news;

  TalkCalls(
      ChitClient client,
      Unread unread,
      PeopleCalls people,
      GroupCalls groups,
      Drafts drafts,
      News news) {
    this.client = client;
    this.unread = unread;
    this.people = people;
    this.groups = groups;
    this.drafts = drafts;
    this.news = news;
  }

  /// The newest messages before a position, oldest first, and whether there are older ones.
  JsonObject page(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Peer with = Peer.in(ask, "with");
    long wanted = ask.number("limit").orElse((long) PAGE);
    int limit = Math.clamp(wanted, 1, PAGE_MAX);
    List<HistoryMessage> found = history(with, limit + 1, ask.number("before"));
    boolean more = found.size() > limit;
    var messages = new JsonArray();
    found.subList(more ? 1 : 0, found.size()).stream().map(Views::message).forEach(messages::add);
    var json = new JsonObject();
    switch (with) {
      case Peer.Somebody(AccountName name) -> {
        JsonObject person = people.summary(client.contacts().of(name));
        // As it is written here, however it was typed.
        json.addProperty("with", person.get("name").getAsString());
        json.add("person", person);
      }
      case Peer.Everybody(ConversationId group) -> {
        json.addProperty("with", with.key());
        json.add("group", groups.summary(group));
      }
    }
    json.add("messages", messages);
    json.addProperty("more", more);
    json.addProperty("disappear_seconds", Long.toString(disappears(with).toSeconds()));
    return json;
  }

  private List<HistoryMessage> history(Peer with, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    return switch (with) {
      case Peer.Somebody(AccountName name) -> client.history(name, limit, before);
      case Peer.Everybody(ConversationId group) -> client.groups().history(group, limit, before);
    };
  }

  private Duration disappears(Peer with) throws ChitException, InterruptedException {
    Optional<Duration> after =
        switch (with) {
          case Peer.Somebody(AccountName name) -> client.conversations().disappears(name);
          case Peer.Everybody(ConversationId group) -> client.groups().disappears(group);
        };
    return after.orElse(Duration.ZERO);
  }

  JsonObject send(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String text = ask.text("text");
    Optional<MessageId> answered = ask.message("reply_to");
    Peer to = Peer.in(ask, "to");
    JsonObject sent =
        switch (to) {
          case Peer.Somebody(AccountName name) -> sent(name, answered, text);
          case Peer.Everybody(ConversationId group) -> sent(group, answered, text);
        };
    drafts.keep(to.key(), "");
    news.tell(News.talk(to.key()));
    return sent;
  }

  private JsonObject sent(AccountName to, Optional<MessageId> answered, String text)
      throws ChitException, InterruptedException {
    SentMessage sent =
        answered.isPresent()
            ? client.conversations().reply(to, answered.get(), text)
            : client.send(to, text);
    JsonObject json = sent(sent.id(), sent.state().toString());
    json.addProperty("end_to_end", sent.endToEnd());
    return json;
  }

  private JsonObject sent(ConversationId to, Optional<MessageId> answered, String text)
      throws ChitException, InterruptedException {
    SentToGroup sent =
        answered.isPresent()
            ? client.groups().reply(to, answered.get(), text)
            : client.groups().send(to, text);
    return sent(sent.id(), sent.state().toString());
  }

  private static JsonObject sent(MessageId id, String state) {
    var json = new JsonObject();
    json.addProperty("id", id.toString());
    json.addProperty("state", state);
    return json;
  }

  /// The page has shown these texts of others.
  JsonObject seen(Ask ask) throws ChitException, WebFailure, InterruptedException {
    List<MessageId> ids = ask.messages("ids");
    Peer with = Peer.in(ask, "with");
    switch (with) {
      case Peer.Somebody(AccountName by) -> seen(by, ids);
      case Peer.Everybody(ConversationId group) -> {
        unread.shown(with.key(), ids);
        client.groups().shown(group, ids);
        news.tell(News.talk(with.key()));
      }
    }
    return new JsonObject();
  }

  private void seen(AccountName by, List<MessageId> ids)
      throws ChitException, InterruptedException {
    Acquaintance person = client.contacts().of(by);
    String name = person.name().value();
    unread.shown(name, ids);
    // Strangers are not told; once they are accepted, the page says again what it has shown.
    if (person.standing() != Standing.ASKING) {
      client.conversations().shown(by, ids);
    }
    news.tell(News.talk(name));
  }

  JsonObject edit(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(ask, client.conversations().edit(message(ask), ask.text("text")));
  }

  JsonObject takeBack(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(ask, client.conversations().takeBack(message(ask)));
  }

  private JsonObject changed(Ask ask, HistoryMessage changed) throws WebFailure {
    news.tell(News.changed(Peer.in(ask, "with").key()));
    return Views.message(changed);
  }

  private static MessageId message(Ask ask) throws WebFailure {
    return ask.message("id")
        .orElseThrow(() -> WebFailure.badRequest("wrong-message", "Say which message."));
  }

  /// After what time messages disappear from now on; zero seconds for never.
  JsonObject disappear(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Peer with = Peer.in(ask, "with");
    Duration after = Duration.ofSeconds(ask.number("seconds").orElse(0L));
    switch (with) {
      case Peer.Somebody(AccountName name) -> client.conversations().disappear(name, after);
      case Peer.Everybody(ConversationId group) -> client.groups().disappear(group, after);
    }
    news.tell(News.talk(with.key()));
    return new JsonObject();
  }

  /// Removes all that was said here; what the others have stays with them.
  JsonObject forget(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Peer with = Peer.in(ask, "with");
    long removed =
        switch (with) {
          case Peer.Somebody(AccountName name) -> client.conversations().forget(name);
          case Peer.Everybody(ConversationId group) -> client.conversations().forget(group);
        };
    news.tell(News.talk(with.key()));
    var json = new JsonObject();
    json.addProperty("removed", removed);
    return json;
  }

  /// Keeps what is typed and not sent yet.
  JsonObject draft(Ask ask) throws WebFailure {
    drafts.keep(Peer.in(ask, "with").key(), ask.text("text"));
    return new JsonObject();
  }
}
