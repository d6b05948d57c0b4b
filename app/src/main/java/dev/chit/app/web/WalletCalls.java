package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.Questions;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.AccountBalance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Contact;
import dev.chit.client.MoneyRequest;
import dev.chit.client.Paid;
import dev.chit.client.Receipt;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.util.List;
import java.util.Optional;

/// What one has, and who paid whom.
final class WalletCalls {
  /// Payments in one page.
  static final int PAGE = 100;

  private final ChitClient client;
  private final News news;
  private final Questions<Question> questions = new Questions<>();

  WalletCalls(ChitClient client, News news) {
    this.client = client;
    this.news = news;
  }

  JsonObject balance(Ask ask) throws ChitException, InterruptedException {
    JsonObject json = Views.balance(client.balance());
    json.addProperty("pending", client.pendingPayments().size());
    return json;
  }

  /// The newest payments before an index of the log, and whether there are older ones.
  JsonObject payments(Ask ask) throws ChitException, WebFailure, InterruptedException {
    List<Receipt> found = client.receipts(PAGE + 1, ask.number("before"));
    var payments = new JsonArray();
    found.stream().limit(PAGE).map(Views::receipt).forEach(payments::add);
    var json = new JsonObject();
    json.add("payments", payments);
    json.addProperty("more", found.size() > PAGE);
    return json;
  }

  /// Looks the payee up and verifies the key, so that the person sees who is to be paid what.
  /// Nothing moves.
  JsonObject ask(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Unit unit = client.unit();
    AccountName to = ask.name("to");
    Amount amount =
        Ask.parsed("wrong-amount", ask.text("amount").strip(), text -> Amount.parse(text, unit));
    return question(to, amount, ask.optional("memo").orElse(""), Optional.empty());
  }

  /// As [#ask], for what somebody asked for.
  JsonObject question(MoneyRequest request) throws ChitException, WebFailure, InterruptedException {
    return question(
        new AccountName(request.otherName()),
        request.amount(),
        request.memo(),
        Optional.of(request));
  }

  private JsonObject question(
      AccountName to, Amount amount, String memo, Optional<MoneyRequest> request)
      throws ChitException, WebFailure, InterruptedException {
    Contact payee = client.find(to);
    AccountBalance balance = client.balance();
    if (payee.account().equals(client.whoami().account())) {
      throw new WebFailure(409, "self-payment", "That is you: choose somebody else.");
    }
    if (balance.balance() - balance.held() < amount.minor()) {
      throw notEnough(balance, amount);
    }
    var question = new Question(payee.name(), payee.fingerprint(), amount, memo, request);
    var json = new JsonObject();
    json.addProperty("confirmation", questions.ask(question));
    json.addProperty("name", payee.name().toString());
    json.addProperty("fingerprint", payee.fingerprint().grouped());
    json.addProperty("key", client.contacts().of(payee.name()).key().toString());
    json.addProperty("amount", amount.format(balance.unit()));
    json.addProperty("memo", memo);
    json.addProperty("after", Amount.format(balance.balance() - amount.minor(), balance.unit()));
    return json;
  }

  private static WebFailure notEnough(AccountBalance balance, Amount amount) {
    Unit unit = balance.unit();
    return new WebFailure(
        409,
        "insufficient-funds",
        "Not enough: you have %s, this needs %s."
            .formatted(
                Amount.format(balance.balance() - balance.held(), unit), amount.format(unit)));
  }

  /// Pays what a question showed, once.
  JsonObject pay(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Optional<Question> yes = questions.answer(ask.text("confirmation"));
    if (yes.isEmpty()) {
      throw new WebFailure(
          409, "already-answered", "That payment was decided already: look at your payments.");
    }
    Question question = yes.get();
    if (!client.contacts().of(question.payee()).fingerprint().equals(question.fingerprint())) {
      throw new WebFailure(409, "key-changed", "This key is another one now. Nothing was paid.");
    }
    try {
      return paid(
          question.request().isPresent()
              ? client.requests().pay(question.request().get())
              : client.pay(question.payee(), question.amount(), question.memo()));
    } catch (ChitRefusedException e) {
      if (e.code().equals("insufficient-funds")) {
        throw notEnough(client.balance(), question.amount());
      }
      throw e;
    } finally {
      news.tell(News.of("wallet"));
      news.tell(News.of("requests"));
    }
  }

  private static JsonObject paid(Paid paid) {
    var json = new JsonObject();
    json.addProperty("chit", paid.chit().toString());
    json.addProperty("index", paid.index());
    json.addProperty("to", paid.payee());
    json.addProperty("amount", paid.amount().format(paid.unit()));
    json.addProperty("balance", paid.balanceText());
    return json;
  }

  /// One payment, its place in the log verified now.
  JsonObject verify(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return Views.receipt(client.receipt(Ask.parsed("wrong-chit", ask.text("chit"), ChitId::parse)));
  }
}
