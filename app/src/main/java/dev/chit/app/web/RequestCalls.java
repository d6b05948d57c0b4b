package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.List;
import java.util.Optional;

/// Requests for money: what others ask of this account, and it of them.
final class RequestCalls {
  /// The newest that a page shows.
  static final int SHOWN_MAX = 200;

  private final ChitClient client;
  private final News news;
  private final WalletCalls wallet;

  RequestCalls(ChitClient client, News news, WalletCalls wallet) {
    this.client = client;
    this.news = news;
    this.wallet = wallet;
  }

  JsonObject list(Ask ask) throws ChitException, InterruptedException {
    var requests = new JsonArray();
    client.requests().list(SHOWN_MAX, Optional.empty()).stream()
        .map(Views::request)
        .forEach(requests::add);
    var json = new JsonObject();
    json.add("requests", requests);
    return json;
  }

  /// Asks somebody to pay.
  JsonObject make(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Unit unit = client.unit();
    Amount amount =
        Ask.parsed("wrong-amount", ask.text("amount").strip(), text -> Amount.parse(text, unit));
    String memo = ask.optional("memo").orElse("");
    var _ = client.requests().ask(ask.name("to"), amount, memo, Optional.empty());
    return changed();
  }

  /// Asks each of several people for an equal share.
  JsonObject split(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Unit unit = client.unit();
    Amount total =
        Ask.parsed("wrong-amount", ask.text("amount").strip(), text -> Amount.parse(text, unit));
    List<SentRequest> sent =
        client
            .requests()
            .split(
                total,
                ask.names("people"),
                ask.isSet("include_me"),
                ask.optional("memo").orElse(""));
    var requests = new JsonArray();
    sent.stream().map(SentRequest::request).map(Views::request).forEach(requests::add);
    JsonObject json = changed();
    json.add("requests", requests);
    return json;
  }

  /// What paying a request would do; nothing moves.
  JsonObject question(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return wallet.question(request(ask));
  }

  JsonObject refuse(Ask ask) throws ChitException, WebFailure, InterruptedException {
    var _ = client.requests().refuse(request(ask), "");
    return changed();
  }

  JsonObject withdraw(Ask ask) throws ChitException, WebFailure, InterruptedException {
    var _ = client.requests().withdraw(request(ask));
    return changed();
  }

  private JsonObject changed() {
    news.tell(News.of("requests"));
    return new JsonObject();
  }

  private MoneyRequest request(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String id = ask.text("id");
    return client.requests().matching(id).stream()
        .filter(request -> request.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new WebFailure(409, "unknown-request", "There is no such request."));
  }
}
