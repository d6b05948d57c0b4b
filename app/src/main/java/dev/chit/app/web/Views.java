package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.client.AccountBalance;
import dev.chit.client.Acquaintance;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Memo;
import dev.chit.client.MoneyRequest;
import dev.chit.client.Purpose;
import dev.chit.client.Receipt;
import dev.chit.client.Whoami;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import java.util.Locale;

/// What the page shows, as JSON. Amounts are decimal texts: JavaScript's numbers are too short.
final class Views {
  private Views() {}

  static JsonObject me(Whoami me) {
    var json = new JsonObject();
    json.addProperty("name", me.name().map(AccountName::toString).orElse(""));
    json.addProperty("account", me.account().toString());
    json.addProperty("fingerprint", me.fingerprint().grouped());
    json.addProperty(
        "server", me.server().map(server -> server.host() + ":" + server.port()).orElse(""));
    return json;
  }

  static JsonObject unit(Unit unit) {
    var json = new JsonObject();
    json.addProperty("code", unit.code());
    json.addProperty("scale", unit.scale());
    return json;
  }

  static JsonObject person(Acquaintance person) {
    var json = new JsonObject();
    json.addProperty("name", person.name().toString());
    json.addProperty("account", person.account().toString());
    json.addProperty("fingerprint", person.fingerprint().grouped());
    json.addProperty("standing", person.standing().toString());
    json.addProperty("key", person.key().toString());
    json.addProperty("held", person.held());
    return json;
  }

  static JsonObject message(HistoryMessage message) {
    var json = new JsonObject();
    json.addProperty("position", message.position());
    json.addProperty("id", message.id().toString());
    json.addProperty("from", message.from());
    json.addProperty("mine", message.mine());
    json.addProperty("text", message.text());
    json.addProperty("at", message.at().toString());
    json.addProperty("state", message.state().toString());
    message.replyTo().ifPresent(it -> json.addProperty("reply_to", it.toString()));
    json.addProperty("edited", message.edited());
    json.addProperty("deleted", message.deleted());
    json.addProperty("end_to_end", message.endToEnd());
    message
        .disappearing()
        .flatMap(HistoryMessage.Disappearing::at)
        .ifPresent(at -> json.addProperty("disappears_at", at.toString()));
    message
        .chosen()
        .ifPresent(after -> json.addProperty("chosen_seconds", Long.toString(after.toSeconds())));
    if (!message.readBy().isEmpty()) {
      var readers = new JsonArray();
      message.readBy().forEach(readers::add);
      json.add("read_by", readers);
    }
    return json;
  }

  static JsonObject group(Group group) {
    var members = new JsonArray();
    for (Group.Member member : group.members()) {
      var one = new JsonObject();
      one.addProperty("name", member.name());
      one.addProperty("account", member.account().toString());
      one.addProperty("role", member.role().name().toLowerCase(Locale.ROOT));
      one.addProperty("me", member.account().equals(group.me()));
      members.add(one);
    }
    var json = new JsonObject();
    json.addProperty("peer", Peer.of(group.id()));
    json.addProperty("account", group.id().toString());
    json.addProperty("name", group.name().toString());
    json.addProperty(
        "role", group.myRole().map(role -> role.name().toLowerCase(Locale.ROOT)).orElse(""));
    json.add("members", members);
    return json;
  }

  static JsonObject balance(AccountBalance balance) {
    var json = new JsonObject();
    json.addProperty("balance", balance.text());
    json.addProperty("held", balance.held() == 0 ? "" : balance.heldText());
    return json;
  }

  static JsonObject receipt(Receipt receipt) {
    var json = new JsonObject();
    json.addProperty("chit", receipt.chit().toString());
    json.addProperty("index", receipt.index());
    json.addProperty("outgoing", receipt.outgoing());
    json.addProperty("other", receipt.otherName());
    json.addProperty("amount", receipt.amount().format(receipt.unit()));
    json.addProperty("memo", receipt.memo() instanceof Memo.Text(String text) ? text : "");
    json.addProperty("memo_state", memoState(receipt.memo()));
    json.addProperty("purpose", purpose(receipt.purpose()));
    json.addProperty("at", receipt.at().toString());
    json.addProperty("verification", receipt.verification().name().toLowerCase(Locale.ROOT));
    return json;
  }

  static JsonObject request(MoneyRequest request) {
    var json = new JsonObject();
    json.addProperty("id", request.id().toString());
    json.addProperty("outgoing", request.outgoing());
    json.addProperty("other", request.otherName());
    json.addProperty("amount", request.amount().format(request.unit()));
    json.addProperty("memo", request.memo());
    json.addProperty("at", request.at().toString());
    json.addProperty("state", request.state().toString());
    request.split().ifPresent(split -> json.addProperty("split", split.toString()));
    return json;
  }

  private static String memoState(Memo memo) {
    return switch (memo) {
      case Memo.None _ -> "none";
      case Memo.Awaited _ -> "awaited";
      case Memo.Text _ -> "text";
      case Memo.Mismatch _ -> "mismatch";
    };
  }

  private static String purpose(Purpose purpose) {
    return switch (purpose) {
      case Purpose.Plain _ -> "plain";
      case Purpose.PaysRequest _ -> "request";
      case Purpose.Refunds _ -> "refund";
    };
  }
}
