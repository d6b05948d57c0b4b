package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitState;
import dev.chit.client.Incoming;
import dev.chit.client.KeptChit;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountId;
import dev.chit.crypto.Fingerprint;
import java.util.Locale;
import java.util.Optional;

/// What arrives, as a line for a person and as JSON for a program.
final class Arrival {
  private Arrival() {}

  /// Whether somebody meant it for this account, as messages, money and requests are; not news of
  /// the connection or of who is online.
  static boolean isAddressed(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Message _, Incoming.TalkRequest _, Incoming.TalkRefused _, Incoming.Payment _ ->
          true;
      case Incoming.GroupMessage _, Incoming.File _ -> true;
      case Incoming.GroupNews news -> news.what() == Incoming.GroupNews.Kind.INVITED;
      case Incoming.ChitMoved moved ->
          moved.state() == ChitState.RECEIVED || moved.state() == ChitState.CERTIFIED;
      // A payment of a request is told as a payment too, right behind it.
      case Incoming.Request request -> request.what() != Incoming.Request.What.PAID;
      case Incoming.MemoAttached _,
          Incoming.MessageMoved _,
          Incoming.MessageEdited _,
          Incoming.MessageDeleted _,
          Incoming.DisappearAfter _,
          Incoming.PaymentSettled _,
          Incoming.PaymentRefused _,
          Incoming.Presence _,
          Incoming.Connection _,
          Incoming.Warning _ ->
          false;
    };
  }

  /// Whether it tells this account that it is online itself.
  static boolean isOwnPresence(Incoming incoming, AccountId me) {
    return incoming instanceof Incoming.Presence presence && presence.account().equals(me);
  }

  static JsonObject json(Incoming incoming) {
    var json = new JsonObject();
    switch (incoming) {
      case Incoming.Message message -> {
        json.addProperty("type", "message");
        json.addProperty("id", message.id().toString());
        json.addProperty("from", message.from());
        json.addProperty("account", message.account().toString());
        json.addProperty("text", message.text());
        json.addProperty("at", message.at().toString());
        json.addProperty("end_to_end", message.endToEnd());
        message.replyTo().ifPresent(it -> json.addProperty("reply_to", it.toString()));
        if (message.asksToTalk().isPresent()) {
          json.addProperty("request_to_talk", true);
          json.addProperty("fingerprint", message.asksToTalk().get().toString());
        }
      }
      case Incoming.MessageEdited edited -> {
        json.addProperty("type", "edited");
        json.addProperty("id", edited.id().toString());
        json.addProperty("from", edited.from());
        json.addProperty("account", edited.account().toString());
        json.addProperty("text", edited.text());
        edited.group().ifPresent(it -> json.addProperty("group", it));
      }
      case Incoming.MessageDeleted deleted -> {
        json.addProperty("type", "deleted");
        json.addProperty("id", deleted.id().toString());
        json.addProperty("from", deleted.from());
        json.addProperty("account", deleted.account().toString());
        deleted.group().ifPresent(it -> json.addProperty("group", it));
      }
      case Incoming.DisappearAfter change -> Disappearance.json(change, json);
      case Incoming.TalkRequest asked -> {
        json.addProperty("type", "talk-request");
        json.addProperty("from", asked.from());
        json.addProperty("account", asked.account().toString());
        json.addProperty("fingerprint", asked.fingerprint().toString());
      }
      case Incoming.TalkRefused refused -> {
        json.addProperty("type", "talk-refused");
        json.addProperty("by", refused.by());
        json.addProperty("account", refused.account().toString());
      }
      case Incoming.GroupMessage message -> GroupArrival.json(message, json);
      case Incoming.GroupNews news -> GroupArrival.json(news, json);
      case Incoming.Payment payment -> {
        json.addProperty("type", "payment");
        json.addProperty("chit", payment.chit().toString());
        json.addProperty("from", payment.from());
        json.addProperty("account", payment.account().toString());
        json.addProperty("amount", payment.amount().format(payment.unit()));
        json.addProperty("unit", payment.unit().code());
        json.add("memo", ReceiptsCommand.memoJson(payment.memo()));
        ReceiptsCommand.purpose(payment.purpose(), json);
        json.addProperty("index", payment.index());
        json.addProperty("balance", Money.decimal(payment.balance(), payment.unit()));
        json.addProperty("at", payment.at().toString());
      }
      case Incoming.MemoAttached memo -> {
        json.addProperty("type", "memo");
        json.addProperty("chit", memo.chit().toString());
        json.addProperty("from", memo.from());
        json.add("memo", ReceiptsCommand.memoJson(memo.memo()));
      }
      case Incoming.MessageMoved moved -> {
        json.addProperty("type", "state");
        json.addProperty("id", moved.id().toString());
        json.addProperty("to", moved.to());
        json.addProperty("state", moved.state().toString());
      }
      case Incoming.PaymentSettled settled -> {
        json.addProperty("type", "settled");
        json.addProperty("chit", settled.chit().toString());
        json.addProperty("to", settled.to());
        json.addProperty("amount", settled.amount().format(settled.unit()));
        json.addProperty("unit", settled.unit().code());
        json.addProperty("index", settled.index());
        json.addProperty("balance", Money.decimal(settled.balance(), settled.unit()));
      }
      case Incoming.PaymentRefused refused -> {
        json.addProperty("type", "refused");
        json.addProperty("chit", refused.chit().toString());
        json.addProperty("code", refused.code());
        json.addProperty("message", refused.message());
      }
      case Incoming.ChitMoved(ChitState state, KeptChit chit) -> {
        json.addProperty("type", "chit");
        ChitsCommand.json(chit).entrySet().forEach(it -> json.add(it.getKey(), it.getValue()));
        json.addProperty("state", state.toString());
      }
      case Incoming.Request(Incoming.Request.What what, MoneyRequest request) -> {
        json.addProperty("type", type(what));
        RequestView.json(request).entrySet().forEach(it -> json.add(it.getKey(), it.getValue()));
        json.addProperty("from", request.otherName());
      }
      case Incoming.File(SharedFile file) -> {
        json.addProperty("type", "file");
        FileView.json(file).entrySet().forEach(it -> json.add(it.getKey(), it.getValue()));
        json.addProperty("from", file.otherName());
      }
      case Incoming.Presence presence -> {
        json.addProperty("type", "presence");
        json.addProperty("name", presence.name());
        json.addProperty("account", presence.account().toString());
        json.addProperty("online", presence.online());
      }
      case Incoming.Connection connection -> {
        json.addProperty("type", "connection");
        json.addProperty("state", connection.state().name().toLowerCase(Locale.ROOT));
      }
      case Incoming.Warning warning -> {
        json.addProperty("type", "warning");
        json.addProperty("code", warning.code());
        json.addProperty("message", warning.message());
      }
    }
    return json;
  }

  private static String type(Incoming.Request.What what) {
    return switch (what) {
      case ASKED -> "request";
      case PAID -> "request-paid";
      case REFUSED -> "request-refused";
      case REMINDED -> "request-reminder";
      case WITHDRAWN -> "request-withdrawn";
    };
  }

  /// Empty for what a person need not see.
  static Optional<String> line(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Message message -> Optional.of(line(message));
      case Incoming.MessageEdited edited ->
          Optional.of(
              edited.group().map(GroupArrival::before).orElse("")
                  + Clean.line(edited.from())
                  + " (edited): "
                  + Clean.block(edited.text(), "    "));
      case Incoming.MessageDeleted deleted ->
          Optional.of(
              "  ("
                  + deleted.group().map(GroupArrival::before).orElse("")
                  + Clean.line(deleted.from())
                  + " took a message back)");
      case Incoming.DisappearAfter change -> Optional.of(Disappearance.line(change));
      case Incoming.TalkRequest asked ->
          Optional.of(strangerLine(asked.from(), asked.fingerprint()));
      case Incoming.TalkRefused refused ->
          Optional.of(Clean.line(refused.by()) + " does not want to talk.");
      case Incoming.GroupMessage message -> Optional.of(GroupArrival.line(message));
      case Incoming.GroupNews news -> Optional.of(GroupArrival.line(news));
      case Incoming.Payment payment -> Optional.of(line(payment));
      case Incoming.MemoAttached memo -> {
        String text = ReceiptsCommand.memoText(memo.memo());
        yield text.isEmpty()
            ? Optional.empty()
            : Optional.of("  " + Clean.line(memo.from()) + "'s payment is for " + text);
      }
      case Incoming.MessageMoved _ -> Optional.empty();
      case Incoming.PaymentSettled settled ->
          Optional.of(
              "-"
                  + Money.text(settled.amount(), settled.unit())
                  + " to "
                  + Clean.line(settled.to())
                  + ". Balance: "
                  + Money.text(settled.balance(), settled.unit()));
      case Incoming.PaymentRefused refused ->
          Optional.of("A payment was refused: " + Clean.line(refused.message()));
      case Incoming.ChitMoved(ChitState state, KeptChit chit) -> Optional.of(line(state, chit));
      case Incoming.Request(Incoming.Request.What what, MoneyRequest request) ->
          Optional.of(line(what, request));
      case Incoming.File(SharedFile file) ->
          Optional.of(
              Clean.line(file.otherName())
                  + (file.group().isPresent()
                      ? " sends to " + FileView.whom(file) + " "
                      : " sends ")
                  + FileView.what(file)
                  + ": save "
                  + FileView.digits(file)
                  + ".");
      case Incoming.Presence presence ->
          Optional.of(
              "  "
                  + Clean.line(presence.name())
                  + (presence.online() ? " is online" : " is offline"));
      case Incoming.Connection connection -> connection(connection);
      case Incoming.Warning warning -> Optional.of("Warning: " + Clean.line(warning.message()));
    };
  }

  private static String line(Incoming.Message message) {
    String line =
        Clean.line(message.from())
            + ": "
            + Clean.block(message.text(), "    ")
            + (message.endToEnd() ? "" : MessageView.NOT_SEALED);
    return message
        .asksToTalk()
        .map(key -> line + System.lineSeparator() + strangerLine(message.from(), key))
        .orElse(line);
  }

  private static String strangerLine(String from, Fingerprint key) {
    String name = Clean.line(from);
    return "  (%1$s, a stranger, asks to talk: accept %1$s, refuse or block; fingerprint %2$s)"
        .formatted(name, key.grouped());
  }

  private static String line(ChitState state, KeptChit chit) {
    String sum = Money.text(chit.amount(), chit.unit());
    String payer = Clean.line(chit.payerName());
    String payee = Clean.line(chit.payeeName());
    return switch (state) {
      case CERTIFIED ->
          sum
              + " of "
              + payer
              + " is set aside for "
              + payee
              + ", who may redeem or cancel "
              + chit.chit()
              + chit.promisedUntil().map(it -> " until " + Clock.time(it)).orElse("")
              + ".";
      case CANCELLED -> payee + " gave up your chit of " + sum + ", which is yours again.";
      case REVOKED -> payer + " revoked the chit of " + sum + " to " + payee + ".";
      case EXPIRED -> "The chit of " + sum + " from " + payer + " to " + payee + " has expired.";
      case RECEIVED -> {
        String memo = ReceiptsCommand.memoText(chit.memo());
        yield payer
            + " hands you a chit of "
            + sum
            + (memo.isEmpty() ? "" : " " + memo)
            + ", signed and not settled: redeem "
            + chit.chit()
            + ".";
      }
      case DRAWN, BOUNCED, SETTLED -> "The chit of " + sum + " is " + state + ".";
    };
  }

  private static String line(Incoming.Request.What what, MoneyRequest request) {
    String other = Clean.line(request.otherName());
    String sum = RequestView.what(request);
    String digits = RequestChoice.digits(request);
    return switch (what) {
      case ASKED -> other + " asks for " + sum + ": accept " + digits + " or refuse it.";
      case PAID -> other + " pays what you asked for, " + sum + ".";
      case REFUSED ->
          other
              + " will not pay "
              + sum
              + (request.answer().isEmpty() ? "." : ": " + Clean.line(request.answer()));
      case REMINDED -> other + " still waits for " + sum + ": accept " + digits + " or refuse it.";
      case WITHDRAWN -> other + " no longer asks for " + sum + ".";
    };
  }

  private static String line(Incoming.Payment payment) {
    String memo = ReceiptsCommand.memoText(payment.memo());
    return "+"
        + Money.text(payment.amount(), payment.unit())
        + " from "
        + Clean.line(payment.from())
        + (memo.isEmpty() ? "" : " " + memo)
        + ReceiptsCommand.purposeText(payment.purpose())
        + ". Balance: "
        + Money.text(payment.balance(), payment.unit());
  }

  private static Optional<String> connection(Incoming.Connection connection) {
    return switch (connection.state()) {
      case WAITING -> Optional.of("  (connection lost; trying again)");
      case NOT_TRUSTED -> Optional.of("  (this is not the server you met before)");
      case OFFLINE, CONNECTING, CONNECTED, CLOSED -> Optional.empty();
    };
  }
}
