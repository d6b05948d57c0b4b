package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SentMessage;
import dev.chit.client.Standing;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.util.List;
import java.util.Optional;

/// What is said with one person.
final class TalkCalls {
  /// Messages in one page of a conversation.
  static final int PAGE = 60;

  private final ChitClient client;
  private final Unread unread;
  private final PeopleCalls people;
  private final News news;

  TalkCalls(ChitClient client, Unread unread, PeopleCalls people, News news) {
    this.client = client;
    this.unread = unread;
    this.people = people;
    this.news = news;
  }

  /// The newest messages before a position, oldest first, and whether there are older ones.
  JsonObject page(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName with = ask.name("with");
    List<HistoryMessage> found = client.history(with, PAGE + 1, ask.number("before"));
    boolean more = found.size() > PAGE;
    var messages = new JsonArray();
    found.subList(more ? 1 : 0, found.size()).stream().map(Views::message).forEach(messages::add);
    var json = new JsonObject();
    json.add("person", people.summary(client.contacts().of(with)));
    json.add("messages", messages);
    json.addProperty("more", more);
    return json;
  }

  JsonObject send(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName to = ask.name("to");
    String text = ask.text("text");
    Optional<MessageId> answered = ask.message("reply_to");
    SentMessage sent =
        answered.isPresent()
            ? client.conversations().reply(to, answered.get(), text)
            : client.send(to, text);
    news.tell(News.talk(to.value()));
    var json = new JsonObject();
    json.addProperty("id", sent.id().toString());
    json.addProperty("state", sent.state().toString());
    json.addProperty("end_to_end", sent.endToEnd());
    return json;
  }

  /// The page has shown these texts of somebody.
  JsonObject seen(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName by = ask.name("with");
    List<MessageId> ids = ask.messages("ids");
    Acquaintance person = client.contacts().of(by);
    String name = person.name().value();
    unread.shown(name, ids);
    // Strangers are not told; once they are accepted, the page says again what it has shown.
    if (person.standing() != Standing.ASKING) {
      client.conversations().shown(by, ids);
    }
    news.tell(News.talk(name));
    return new JsonObject();
  }

  JsonObject edit(Ask ask) throws ChitException, WebFailure, InterruptedException {
    HistoryMessage changed = client.conversations().edit(message(ask), ask.text("text"));
    return changed(ask, changed);
  }

  JsonObject takeBack(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return changed(ask, client.conversations().takeBack(message(ask)));
  }

  private JsonObject changed(Ask ask, HistoryMessage changed) throws WebFailure {
    news.tell(News.talk(ask.name("with").value()));
    return Views.message(changed);
  }

  private static MessageId message(Ask ask) throws WebFailure {
    return ask.message("id")
        .orElseThrow(() -> WebFailure.badRequest("wrong-message", "Say which message."));
  }
}
