package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Newsboard;
import dev.chit.client.Groups;
import dev.chit.client.Incoming;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SharedFile;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells pages what has arrived, and what other pages did.
final class News extends Newsboard implements Consumer<Incoming> {
  private final Unread unread;

  News(Unread unread) {
    this.unread = unread;
  }

  @Override
  public void accept(Incoming incoming) {
    if (incoming instanceof Incoming.Message message) {
      unread.arrived(message.from(), message.id());
    } else if (incoming instanceof Incoming.GroupMessage message) {
      unread.arrived(Peer.of(message.group()), message.id());
    }
    tell(item(incoming));
  }

  static JsonObject talk(String with) {
    return with("talk", with);
  }

  /// As [#talk], when it need not be among the newest messages.
  static JsonObject changed(String with) {
    JsonObject json = talk(with);
    json.addProperty("deep", true);
    return json;
  }

  private static JsonObject with(String type, String name) {
    JsonObject json = of(type);
    json.addProperty("with", name);
    return json;
  }

  private static JsonObject item(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Message message -> {
        JsonObject json = talk(message.from());
        json.addProperty("arrived", true);
        yield json;
      }
      case Incoming.MessageEdited edited -> changed(edited.from(), edited.group());
      case Incoming.MessageDeleted deleted -> changed(deleted.from(), deleted.group());
      case Incoming.MessageMoved moved ->
          moved.to().startsWith(Groups.PREFIX) ? of("groups") : talk(moved.to());
      case Incoming.DisappearAfter chosen ->
          chosen.group().isPresent() ? of("groups") : talk(chosen.by());
      case Incoming.TalkRequest _, Incoming.TalkRefused _ -> of("people");
      case Incoming.Payment payment -> {
        JsonObject json = with("payment", payment.from());
        json.addProperty("amount", payment.amount().format(payment.unit()));
        yield json;
      }
      case Incoming.MemoAttached _, Incoming.PaymentSettled _, Incoming.ChitMoved _ -> of("wallet");
      case Incoming.Request(Incoming.Request.What what, MoneyRequest request) -> {
        JsonObject json = with("request", request.otherName());
        json.addProperty("what", what.name().toLowerCase(Locale.ROOT));
        json.addProperty("amount", request.amount().format(request.unit()));
        yield json;
      }
      case Incoming.PaymentRefused refused -> warning(refused.code(), refused.message());
      case Incoming.Presence presence -> {
        JsonObject json = with("presence", presence.name());
        json.addProperty("online", presence.online());
        yield json;
      }
      case Incoming.Connection connection -> {
        JsonObject json = of("connection");
        json.addProperty("state", connection.state().name().toLowerCase(Locale.ROOT));
        yield json;
      }
      case Incoming.Warning warning -> warning(warning.code(), warning.message());
      case Incoming.GroupMessage message -> {
        JsonObject json = talk(Peer.of(message.group()));
        json.addProperty("arrived", true);
        yield json;
      }
      case Incoming.GroupNews news -> groupNews(news);
      case Incoming.File(SharedFile file) -> {
        JsonObject json = with("file", FileCalls.with(file));
        json.addProperty("from", file.otherName());
        json.addProperty("file", file.name());
        yield json;
      }
    };
  }

  private static JsonObject changed(String by, Optional<String> group) {
    return group.isPresent() ? of("groups") : changed(by);
  }

  private static JsonObject groupNews(Incoming.GroupNews news) {
    JsonObject json = with("group-news", Peer.of(news.group()));
    json.addProperty("what", news.what().name().toLowerCase(Locale.ROOT));
    json.addProperty("group", news.groupName());
    json.addProperty("by", news.by());
    var names = new JsonArray();
    news.names().forEach(names::add);
    json.add("names", names);
    return json;
  }

  private static JsonObject warning(String code, String message) {
    JsonObject json = of("warning");
    json.addProperty("code", code);
    json.addProperty("message", message);
    return json;
  }
}
