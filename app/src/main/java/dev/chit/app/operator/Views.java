package dev.chit.app.operator;

import com.google.gson.JsonObject;
import dev.chit.app.operator.Lookout.Away;
import dev.chit.app.operator.Lookout.Sight;
import dev.chit.client.AccountLine;
import dev.chit.client.Contact;
import dev.chit.client.Issued;
import dev.chit.client.ServerStats;
import dev.chit.client.Supply;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.core.log.SignedCheckpoint;
import java.nio.file.Path;
import java.time.Instant;

/// What the page shows, as JSON. Amounts are decimal texts: JavaScript's numbers are too short.
final class Views {
  private Views() {}

  static JsonObject overview(Sight sight, WatchedLog log, Samples samples, Path data) {
    var json = new JsonObject();
    Away away = sight.away();
    json.addProperty("there", away == null && sight.stats() != null);
    if (away != null) {
      json.add("away", away(away));
    }
    ServerStats stats = sight.stats();
    if (stats != null) {
      Unit unit = stats.unit();
      json.add("unit", unit(unit));
      json.addProperty("circulation", Amount.format(stats.circulation(), unit));
      json.addProperty("accounts", stats.accounts());
      json.addProperty("online", stats.online());
      json.addProperty("uptime_seconds", stats.uptimeSeconds());
      json.add("health", health(stats, sight.figures(), samples, data));
      Supply supply = sight.supply();
      if (supply != null) {
        json.add("supply", supply(supply, unit));
      }
    }
    json.add("log", log(log));
    json.add("rates", samples.json());
    return json;
  }

  private static JsonObject away(Away away) {
    var json = new JsonObject();
    json.addProperty("since", away.since().toString());
    json.addProperty("code", away.code());
    json.addProperty("message", away.message());
    return json;
  }

  static JsonObject unit(Unit unit) {
    var json = new JsonObject();
    json.addProperty("code", unit.code());
    json.addProperty("scale", unit.scale());
    return json;
  }

  private static JsonObject supply(Supply supply, Unit unit) {
    var json = new JsonObject();
    json.addProperty("issued", Amount.format(supply.issuedMinor(), unit));
    json.addProperty("retired", Amount.format(supply.retiredMinor(), unit));
    return json;
  }

  private static JsonObject log(WatchedLog log) {
    var json = new JsonObject();
    WatchedLog.State state = log.state();
    SignedCheckpoint now = state.now();
    Instant checkedAt = state.checkedAt();
    if (now != null && checkedAt != null) {
      json.addProperty("size", now.size());
      json.addProperty("root", now.root().toString());
      json.addProperty("checked_at", checkedAt.toString());
    }
    log.lastVisit()
        .ifPresent(
            seen -> {
              json.addProperty("before_size", WatchedLog.size(seen));
              json.addProperty("before_at", seen.at().toString());
            });
    WatchedLog.Wrong wrong = state.wrong();
    if (wrong != null) {
      json.addProperty("wrong", wrong.code());
      json.addProperty("wrong_message", wrong.message());
    }
    return json;
  }

  private static JsonObject health(ServerStats stats, Figures figures, Samples samples, Path data) {
    var json = new JsonObject();
    json.addProperty("connections", figures.get("chit_connections"));
    json.addProperty("ledger_queue", figures.get("chit_ledger_queue"));
    json.addProperty("batch_millis", samples.batchMillis());
    json.addProperty("refused", figures.get("chit_ledger_refused_total"));
    json.addProperty("holds", figures.get("chit_holds_open"));
    json.addProperty("mail_queue", figures.get("chit_mail_queue"));
    json.addProperty("mail_waiting", stats.envelopesWaiting());
    json.addProperty("mail_refused", figures.get("chit_envelopes_refused_total"));
    json.addProperty("files", figures.get("chit_blobs"));
    json.addProperty("file_bytes", figures.get("chit_blob_bytes"));
    json.addProperty("ledger_bytes", data.resolve("ledger.db").toFile().length());
    json.addProperty("mail_bytes", data.resolve("mail.db").toFile().length());
    json.addProperty("free_bytes", data.toFile().getUsableSpace());
    json.addProperty("witnesses", figures.get("chit_witnesses"));
    json.addProperty("witness_seconds", figures.get("chit_witness_seconds_behind"));
    json.addProperty("witnesses_contradicting", figures.get("chit_witnesses_contradicting"));
    return json;
  }

  static JsonObject account(AccountLine account, Unit unit) {
    var json = new JsonObject();
    json.addProperty("name", account.name());
    json.addProperty("account", account.account().toString());
    json.addProperty("balance", Amount.format(account.balance(), unit));
    json.addProperty("held", account.held() == 0 ? "" : Amount.format(account.held(), unit));
    json.addProperty("frozen", account.frozen());
    json.addProperty("auditor", account.auditor());
    json.addProperty("custodial", account.custodial());
    json.addProperty("closed", account.closed());
    json.addProperty("online", account.online());
    return json;
  }

  /// Whom an act is about, to be compared before the yes.
  static JsonObject concerned(Contact who) {
    var json = new JsonObject();
    json.addProperty("name", who.name().toString());
    json.addProperty("account", who.account().toString());
    json.addProperty("fingerprint", who.fingerprint().grouped());
    json.addProperty("frozen", who.frozen());
    json.addProperty("closed", who.closed());
    return json;
  }

  static JsonObject issued(Issued issued) {
    var json = new JsonObject();
    json.addProperty("name", issued.member());
    json.addProperty("amount", issued.amount().format(issued.unit()));
    json.addProperty("balance", Amount.format(issued.balance(), issued.unit()));
    json.addProperty("circulation", Amount.format(issued.circulation(), issued.unit()));
    json.addProperty("index", issued.index());
    return json;
  }
}
