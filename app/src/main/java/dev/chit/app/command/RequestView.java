package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.Exit;
import dev.chit.client.MessageState;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import java.util.List;
import java.util.Optional;

/// Requests as a person and as a program read them.
final class RequestView {
  private RequestView() {}

  static JsonObject json(MoneyRequest request) {
    var json = new JsonObject();
    json.addProperty("request", request.id().toString());
    json.addProperty("position", request.position());
    json.addProperty("direction", request.outgoing() ? "out" : "in");
    json.addProperty("with", request.otherName());
    json.addProperty("account", request.other().toString());
    json.addProperty("amount", request.amount().format(request.unit()));
    json.addProperty("unit", request.unit().code());
    json.addProperty("memo", request.memo());
    request.split().ifPresent(it -> json.addProperty("split", it.toString()));
    request.notAfter().ifPresent(it -> json.addProperty("expires", it.toString()));
    json.addProperty("at", request.at().toString());
    json.addProperty("state", request.state().toString());
    if (!request.answer().isEmpty()) {
      json.addProperty("answer", request.answer());
    }
    request.chit().ifPresent(it -> json.addProperty("chit", it.toString()));
    return json;
  }

  /// A request about which something was said.
  static Answer answer(SentRequest sent, String done) {
    var answer = new Answer();
    json(sent).entrySet().forEach(entry -> answer.with(entry.getKey(), entry.getValue()));
    return answer
        .line(done + later(sent))
        .value(sent.request().id().toString())
        .exit(exit(List.of(sent)));
  }

  static JsonObject json(SentRequest sent) {
    JsonObject json = json(sent.request());
    sent.state().ifPresent(it -> json.addProperty("delivery", it.toString()));
    return json;
  }

  /// What to add for a person if it has not left yet.
  static String later(SentRequest sent) {
    return isWaiting(sent) ? " It leaves at the next connection." : "";
  }

  /// As for a message that has not left yet.
  static int exit(List<SentRequest> sent) {
    return sent.stream().anyMatch(RequestView::isWaiting) ? Exit.UNREACHABLE : Exit.DONE;
  }

  private static boolean isWaiting(SentRequest sent) {
    return sent.state().equals(Optional.of(MessageState.WAITING));
  }

  static String line(MoneyRequest request) {
    return Clock.time(request.at())
        + "  "
        + RequestChoice.digits(request)
        + (request.outgoing() ? "  you ask " : "  ")
        + Clean.line(request.otherName())
        + (request.outgoing() ? " for " : " asks for ")
        + what(request)
        + "  "
        + request.state()
        + (request.answer().isEmpty() ? "" : ": " + Clean.line(request.answer()))
        + (request.split().isPresent() ? "  split " + split(request) : "");
  }

  static String what(MoneyRequest request) {
    return Money.text(request.amount(), request.unit()) + memo(request);
  }

  private static String memo(MoneyRequest request) {
    return request.memo().isEmpty() ? "" : " “" + Clean.line(request.memo()) + "”";
  }

  private static String split(MoneyRequest request) {
    return request.split().map(it -> it.toString().substring(0, 8)).orElse("");
  }
}
