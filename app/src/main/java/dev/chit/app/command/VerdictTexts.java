package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.app.verify.TrustedLedger;
import dev.chit.app.verify.Verdict;
import dev.chit.core.AccountId;
import dev.chit.core.Unit;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import dev.chit.core.log.Cosignature;
import dev.chit.core.receipt.VerifiedReceipt;
import dev.chit.core.receipt.VerifiedReceipt.Memo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was verified, for a person and for a program.
final class VerdictTexts {
  private final Optional<TrustedLedger> trusted;
  private final KnownWorld known;

  VerdictTexts(Optional<TrustedLedger> trusted, KnownWorld known) {
    this.trusted = trusted;
    this.known = known;
  }

  List<String> lines(String name, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Paid paid -> lines(name, paid);
      case Verdict.Promised(CertifiedChit certified) -> lines(name, certified);
      case Verdict.Refused refused -> lines(name, refused);
    };
  }

  private List<String> lines(String name, Verdict.Paid paid) {
    VerifiedReceipt receipt = paid.receipt();
    var lines = new ArrayList<String>();
    lines.add(name + ": verified, " + kind(receipt.event()) + ".");
    lines.addAll(order(receipt.order(), Optional.of(receipt.unit())));
    switch (receipt.memo()) {
      case Memo.None _ -> {}
      case Memo.Text(String text) -> lines.add("  Memo:    “" + Clean.line(text) + "”");
      case Memo.Withheld _ -> lines.add("  Memo:    withheld by who wrote this receipt");
    }
    lines.add(
        "  Logged:  "
            + Clock.time(Instant.ofEpochMilli(receipt.timeMillis()))
            + " by the server's clock, index "
            + receipt.index()
            + " of "
            + receipt.checkpoint().size());
    for (Cosignature one : paid.cosignatures()) {
      lines.add("  Witness: " + Clean.line(one.witness().name()) + ", " + Clock.time(time(one)));
    }
    lines.addAll(names(receipt.order()));
    return lines;
  }

  private static Instant time(Cosignature cosignature) {
    return seconds(cosignature.timeSeconds());
  }

  /// Later than any calendar goes, if it was so meant.
  private static Instant seconds(long epochSeconds) {
    return Instant.ofEpochSecond(Math.min(epochSeconds, Instant.MAX.getEpochSecond()));
  }

  private List<String> lines(String name, CertifiedChit certified) {
    var lines = new ArrayList<String>();
    lines.add(name + ": verified, promised and not yet paid.");
    lines.addAll(order(certified.chit().order(), unit()));
    lines.add("  Until:   " + Clock.time(seconds(certified.untilSeconds())));
    lines.add("  Whether it was paid out since, only the server knows.");
    lines.addAll(names(certified.chit().order()));
    return lines;
  }

  private List<String> lines(String name, Verdict.Refused refused) {
    var lines = new ArrayList<String>();
    lines.add(name + ": NOT VERIFIED (" + refused.code() + "). " + Clean.line(refused.sentence()));
    refused.order().ifPresent(order -> lines.addAll(order(order, unit())));
    return lines;
  }

  private List<String> order(Order order, Optional<Unit> unit) {
    return List.of(
        "  From:    " + who(order.payer()),
        "  To:      " + who(order.payee()),
        "  Amount:  " + amount(order, unit),
        "  Chit:    " + order.id());
  }

  private String who(AccountId account) {
    return account + known.name(account).map(name -> " (" + Clean.line(name) + ")").orElse("");
  }

  private List<String> names(Order order) {
    boolean isAnyKnown =
        known.name(order.payer()).isPresent() || known.name(order.payee()).isPresent();
    return isAnyKnown ? List.of("  The names are your profile's word, not the file's.") : List.of();
  }

  private static String amount(Order order, Optional<Unit> unit) {
    return unit.map(counted -> Money.text(order.amount(), counted))
        .orElse(order.amount().minor() + " of the smallest unit of " + order.unitCode());
  }

  private static String kind(Event event) {
    return switch (event) {
      case Event.Issued _ -> "issued by the operator";
      case Event.Retired _ -> "given back to the operator";
      case Event.Settled _ -> "paid";
      case Event.Created _, Event.Opened _, Event.Administered _ -> throw noPayment();
      case Event.Certified _, Event.Released _, Event.Revoked _ -> throw noPayment();
      case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ -> throw noPayment();
    };
  }

  private static IllegalStateException noPayment() {
    return new IllegalStateException("a receipt of an event that pays nobody");
  }

  /// The trusted ledger's unit, if more than its fingerprint is known.
  private Optional<Unit> unit() {
    return trusted.flatMap(TrustedLedger::unit);
  }

  JsonObject json(String file, Verdict verdict) {
    var json = new JsonObject();
    json.addProperty("file", file);
    json.addProperty("verified", !(verdict instanceof Verdict.Refused));
    switch (verdict) {
      case Verdict.Paid paid -> {
        addReceipt(json, paid.receipt());
        json.add("witnesses", witnesses(paid.cosignatures()));
      }
      case Verdict.Promised(CertifiedChit certified) -> {
        json.addProperty("kind", "certified");
        addOrder(json, certified.chit().order(), unit());
        json.addProperty("index", certified.index());
        json.addProperty("until", seconds(certified.untilSeconds()).toString());
      }
      case Verdict.Refused refused -> {
        json.addProperty("code", refused.code());
        json.addProperty("message", refused.sentence());
        refused.order().ifPresent(order -> addOrder(json, order, unit()));
      }
    }
    return json;
  }

  private void addReceipt(JsonObject json, VerifiedReceipt receipt) {
    json.addProperty("kind", "receipt");
    json.addProperty("event", event(receipt.event()));
    addOrder(json, receipt.order(), Optional.of(receipt.unit()));
    switch (receipt.memo()) {
      case Memo.Text(String text) -> json.addProperty("memo", text);
      case Memo.None _, Memo.Withheld _ -> json.add("memo", JsonNull.INSTANCE);
    }
    json.addProperty("memoWithheld", receipt.memo() instanceof Memo.Withheld);
    json.addProperty("at", Instant.ofEpochMilli(receipt.timeMillis()).toString());
    json.addProperty("index", receipt.index());
    json.addProperty("size", receipt.checkpoint().size());
  }

  private static JsonArray witnesses(List<Cosignature> cosignatures) {
    var array = new JsonArray();
    for (Cosignature one : cosignatures) {
      var json = new JsonObject();
      json.addProperty("name", one.witness().name());
      json.addProperty("at", time(one).toString());
      array.add(json);
    }
    return array;
  }

  private static String event(Event event) {
    return event instanceof Event.Issued
        ? "issued"
        : event instanceof Event.Retired ? "retired" : "settled";
  }

  private void addOrder(JsonObject json, Order order, Optional<Unit> unit) {
    json.addProperty("chit", order.id().toString());
    json.addProperty("payer", order.payer().toString());
    json.addProperty("payee", order.payee().toString());
    known.name(order.payer()).ifPresent(name -> json.addProperty("payerName", name));
    known.name(order.payee()).ifPresent(name -> json.addProperty("payeeName", name));
    unit.ifPresent(counted -> json.addProperty("amount", order.amount().format(counted)));
    json.addProperty("amountMinor", Long.toString(order.amount().minor()));
    json.addProperty("unit", order.unitCode());
    trusted.ifPresent(it -> json.addProperty("ledger", it.fingerprint().toString()));
  }
}
