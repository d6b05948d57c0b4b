package dev.chit.app.web;

import com.google.gson.JsonObject;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the page may ask for, by path. Every call is a POST with an object, and is answered with
/// one.
final class Calls {
  /// One of them.
  @FunctionalInterface
  interface Call {
    JsonObject answer(Ask ask) throws ChitException, WebFailure, InterruptedException;
  }

  private final Map<String, Call> all;

  Calls(ChitClient client, Unread unread, News news) {
    var people = new PeopleCalls(client, unread);
    var talk = new TalkCalls(client, unread, people, news);
    var wallet = new WalletCalls(client, news);
    var requests = new RequestCalls(client, news, wallet);
    var proof = new ProofCalls(client, people, news);
    all =
        Map.ofEntries(
            Map.entry("/api/start", people::start),
            Map.entry("/api/people", people::list),
            Map.entry("/api/people/find", people::find),
            Map.entry("/api/people/accept", people::accept),
            Map.entry("/api/people/refuse", people::refuse),
            Map.entry("/api/people/block", people::block),
            Map.entry("/api/people/unblock", people::unblock),
            Map.entry("/api/people/safety-number", proof::safetyNumber),
            Map.entry("/api/people/compared", proof::compared),
            Map.entry("/api/address", proof::address),
            Map.entry("/api/chart", proof::chart),
            Map.entry("/api/talk", talk::page),
            Map.entry("/api/talk/send", talk::send),
            Map.entry("/api/talk/seen", talk::seen),
            Map.entry("/api/talk/edit", talk::edit),
            Map.entry("/api/talk/take-back", talk::takeBack),
            Map.entry("/api/balance", wallet::balance),
            Map.entry("/api/payments", wallet::payments),
            Map.entry("/api/payments/verify", wallet::verify),
            Map.entry("/api/requests", requests::list),
            Map.entry("/api/requests/make", requests::make),
            Map.entry("/api/requests/pay", requests::question),
            Map.entry("/api/requests/refuse", requests::refuse),
            Map.entry("/api/requests/withdraw", requests::withdraw),
            Map.entry("/api/pay/ask", wallet::ask),
            Map.entry("/api/pay", wallet::pay));
  }

  @Nullable Call get(String path) {
    return all.get(path);
  }
}
