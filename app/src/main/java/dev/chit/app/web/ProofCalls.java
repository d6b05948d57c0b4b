package dev.chit.app.web;

import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.Codes;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.PaymentUri;
import dev.chit.client.Whoami;
import dev.chit.core.AccountName;
import dev.chit.crypto.SafetyNumber;
import java.util.Optional;

/// What people compare or scan.
final class ProofCalls {
  private final ChitClient client;
  private final PeopleCalls people;
  private final News news;

  ProofCalls(ChitClient client, PeopleCalls people, News news) {
    this.client = client;
    this.people = people;
    this.news = news;
  }

  /// The number that two people compare, in groups and as a code.
  JsonObject safetyNumber(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SafetyNumber number = client.contacts().safetyNumber(ask.name("name"));
    var json = new JsonObject();
    json.addProperty("digits", number.grouped());
    json.add("code", Codes.json(number.qrText()));
    return json;
  }

  /// The person says that the number was compared, and is the same.
  JsonObject compared(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName name = ask.name("name");
    JsonObject person = people.summary(client.contacts().verified(name));
    news.tell(News.talk(person.get("name").getAsString()));
    return person;
  }

  /// Where others pay this account, as `chit qr` shows it.
  JsonObject address(Ask ask) throws ChitException {
    Whoami me = client.whoami();
    String uri =
        new PaymentUri(me.server().orElseThrow(), me.name().orElseThrow(), Optional.empty(), "")
            .toString();
    var json = new JsonObject();
    json.addProperty("uri", uri);
    json.add("code", Codes.json(uri));
    return json;
  }
}
