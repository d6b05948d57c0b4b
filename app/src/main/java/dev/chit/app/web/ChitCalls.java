package dev.chit.app.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.Codes;
import dev.chit.app.loopback.WebFailure;
import dev.chit.app.qr.QrReader;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitDone;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.KeptChit;
import dev.chit.client.Memo;
import dev.chit.client.Paid;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Chits as things that are drawn, handed over and presented.
final class ChitCalls {
  /// The newest that a page shows.
  static final int SHOWN_MAX = 200;

  private static final String SCHEME = "chit:";
  private static final int TEXT_BYTES_MAX = 4096;
  private static final long DAYS_MAX = 3_650;

  private final ChitClient client;
  private final News news;

  /// A large picture takes a lot of memory while it is read: one at a time.
  private final Semaphore picture = new Semaphore(1, true);

  ChitCalls(ChitClient client, News news) {
    this.client = client;
    this.news = news;
  }

  JsonObject list(Ask ask) throws ChitException, InterruptedException {
    var chits = new JsonArray();
    for (KeptChit chit : client.chits().list(SHOWN_MAX, Optional.empty())) {
      chits.add(view(chit));
    }
    var json = new JsonObject();
    json.add("chits", chits);
    return json;
  }

  private JsonObject view(KeptChit chit) throws ChitException {
    var me = client.whoami().account();
    var json = new JsonObject();
    json.addProperty("chit", chit.chit().toString());
    json.addProperty("payer", chit.payerName());
    json.addProperty("payee", chit.payeeName());
    json.addProperty("drawn_here", chit.payer().equals(me));
    json.addProperty("for_me", chit.payee().equals(me));
    json.addProperty("amount", chit.amount().format(chit.unit()));
    json.addProperty("memo", chit.memo() instanceof Memo.Text(String text) ? text : "");
    json.addProperty("state", chit.state().toString());
    json.addProperty("open", chit.state().isOpen());
    json.addProperty("at", chit.at().toString());
    chit.notAfter().ifPresent(it -> json.addProperty("not_after", it.toString()));
    chit.promisedUntil().ifPresent(it -> json.addProperty("promised_until", it.toString()));
    chit.index().ifPresent(it -> json.addProperty("index", it));
    return json;
  }

  /// One chit with its text and code: whoever has these can have it paid.
  JsonObject show(Ask ask) throws ChitException, WebFailure, InterruptedException {
    KeptChit chit = client.chits().get(id(ask));
    JsonObject json = view(chit);
    json.addProperty("text", chit.text());
    json.add("code", Codes.json(chit.text()));
    return json;
  }

  /// Who would be paid what, so that the person sees it before anything is signed.
  JsonObject ask(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Amount amount = amount(ask);
    Acquaintance payee = client.contacts().of(ask.name("to"));
    if (payee.account().equals(client.whoami().account())) {
      throw new WebFailure(409, "self-payment", "That is you: choose somebody else.");
    }
    JsonObject json = Views.person(payee);
    json.addProperty("amount", amount.format(client.unit()));
    return json;
  }

  private Amount amount(Ask ask) throws ChitException, WebFailure {
    Unit unit = client.unit();
    return Ask.parsed("wrong-amount", ask.text("amount").strip(), text -> Amount.parse(text, unit));
  }

  /// Signs one for whom [#ask] showed; nothing moves until it is presented.
  JsonObject draw(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Amount amount = amount(ask);
    Acquaintance payee = client.contacts().of(ask.name("to"));
    if (!payee.fingerprint().grouped().equals(ask.text("fingerprint"))) {
      throw new WebFailure(409, "key-changed", "This key is another one now. Nothing was signed.");
    }
    Optional<Long> days = ask.number("days");
    if (days.isPresent() && (days.get() < 1 || days.get() > DAYS_MAX)) {
      throw WebFailure.badRequest("wrong-time", "A chit is good for 1 to 3,650 days.");
    }
    Optional<Instant> notAfter = days.map(it -> Instant.now().plus(it, ChronoUnit.DAYS));
    var drawn =
        client.chits().draw(payee.name(), amount, ask.optional("memo").orElse(""), notAfter);
    return changed(drawn.chit());
  }

  /// Looks at what was dropped or chosen: a `.chit` file, or a picture of the code. It is checked
  /// and kept, and nothing moves.
  JsonObject read(Headers headers, InputStream in)
      throws ChitException, IOException, WebFailure, InterruptedException {
    byte[] bytes = in.readNBytes(QrReader.FILE_BYTES_MAX + 1);
    if (bytes.length > QrReader.FILE_BYTES_MAX) {
      throw new WebFailure(413, "wrong-chit", "This file is too large to hold a chit.");
    }
    String text =
        bytes.length <= TEXT_BYTES_MAX && new String(bytes, US_ASCII).strip().startsWith(SCHEME)
            ? new String(bytes, US_ASCII).strip()
            : inPicture(bytes);
    return kept(text);
  }

  private String inPicture(byte[] bytes) throws WebFailure, InterruptedException {
    picture.acquire();
    try {
      return QrReader.read(bytes)
          .orElseThrow(
              () ->
                  WebFailure.badRequest(
                      "wrong-chit", "There is no chit in this file, nor its QR code."));
    } catch (IOException damaged) {
      throw WebFailure.badRequest(
          "wrong-chit", "This file cannot be read as a picture: " + damaged.getMessage());
    } finally {
      picture.release();
    }
  }

  /// As [#read], what was pasted.
  JsonObject keep(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return kept(ask.text("text").strip());
  }

  private JsonObject kept(String text) throws ChitException, InterruptedException {
    KeptChit kept = client.chits().keep(text);
    news.tell(News.of("wallet"));
    return view(kept);
  }

  /// Presents one that is kept here.
  JsonObject redeem(Ask ask) throws ChitException, WebFailure, InterruptedException {
    KeptChit chit = client.chits().get(id(ask));
    try {
      Paid paid = client.chits().redeem(chit.text());
      JsonObject json = changed(chit.chit());
      json.addProperty("balance", paid.balanceText());
      return json;
    } catch (ChitRefusedException e) {
      if (e.code().equals("insufficient-funds")) {
        throw new WebFailure(
            409,
            "bounced",
            chit.payerName() + " cannot pay this now; it is kept and may be presented again.");
      }
      throw e;
    }
  }

  /// Has its sum set aside.
  JsonObject certify(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return done(client.chits().certify(client.chits().get(id(ask)).text()));
  }

  /// Gives a certified one's sum back.
  JsonObject cancel(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return done(client.chits().cancel(id(ask)));
  }

  /// Makes one of this account's worthless.
  JsonObject revoke(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return done(client.chits().revoke(id(ask)));
  }

  private JsonObject done(ChitDone done) throws ChitException, InterruptedException {
    return changed(done.chit());
  }

  private JsonObject changed(ChitId id) throws ChitException, InterruptedException {
    news.tell(News.of("wallet"));
    KeptChit chit = client.chits().get(id);
    JsonObject json = view(chit);
    json.addProperty("text", chit.text());
    json.add("code", Codes.json(chit.text()));
    return json;
  }

  private static ChitId id(Ask ask) throws WebFailure {
    return Ask.parsed("wrong-chit", ask.text("chit"), ChitId::parse);
  }
}
