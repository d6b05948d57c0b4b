package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitState;
import dev.chit.client.Chits;
import dev.chit.client.KeptChit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Chits that were drawn here or came here, newest first, and what has become of each. With a",
      "chit's id it prints that one."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit chits", "  chit chits 9f86d081884c7d659a2feaa0c55ad015 --qr"})
final class ChitsCommand extends AnswerCommand {
  @Parameters(paramLabel = "CHIT", arity = "0..1", description = "One chit, by its id.")
  private @Nullable String chit;

  @Mixin private final PageOptions page = new PageOptions();

  @Mixin private final ChitOptions handing = new ChitOptions();

  ChitsCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    handing.check();
    if (chit != null) {
      KeptChit one = client.chits().get(Typed.chit(chit));
      return handing.show(one.text(), about(one), context.caller());
    }
    List<KeptChit> chits = client.chits().list(page.limit(Chits.LIST_MAX), page.before());
    var array = new JsonArray();
    var answer = new Answer().with("chits", array);
    for (KeptChit each : chits) {
      JsonObject json = json(each);
      json.addProperty("text", each.text());
      array.add(json);
      answer.line(line(each));
    }
    return answer;
  }

  /// A chit that was looked at.
  static Answer one(KeptChit chit) {
    return about(chit).with("text", chit.text()).value(chit.chit().toString());
  }

  private static Answer about(KeptChit chit) {
    var answer = new Answer();
    json(chit).entrySet().forEach(entry -> answer.with(entry.getKey(), entry.getValue()));
    String memo = ReceiptsCommand.memoText(chit.memo());
    return answer
        .line("Chit: " + chit.chit())
        .line(
            Money.text(chit.amount(), chit.unit())
                + " from "
                + Clean.line(chit.payerName())
                + " to "
                + Clean.line(chit.payeeName())
                + (memo.isEmpty() ? "" : ", " + memo))
        .line(state(chit))
        .line("Signed by the payer's key " + chit.payer() + ".");
  }

  static JsonObject json(KeptChit chit) {
    var json = new JsonObject();
    json.addProperty("chit", chit.chit().toString());
    json.addProperty("position", chit.position());
    json.addProperty("payer", chit.payerName());
    json.addProperty("payerAccount", chit.payer().toString());
    json.addProperty("payee", chit.payeeName());
    json.addProperty("payeeAccount", chit.payee().toString());
    json.addProperty("amount", chit.amount().format(chit.unit()));
    json.addProperty("unit", chit.unit().code());
    json.add("memo", ReceiptsCommand.memoJson(chit.memo()));
    json.addProperty("state", chit.state().toString());
    chit.notAfter().ifPresent(it -> json.addProperty("expires", it.toString()));
    chit.promisedUntil().ifPresent(it -> json.addProperty("until", it.toString()));
    chit.index().ifPresent(it -> json.addProperty("index", it));
    chit.refusal().ifPresent(it -> json.addProperty("refusal", it));
    chit.handed().ifPresent(it -> json.addProperty("handed", it.toString()));
    json.addProperty("at", chit.at().toString());
    return json;
  }

  private static String line(KeptChit chit) {
    String memo = ReceiptsCommand.memoText(chit.memo());
    return Clock.time(chit.at())
        + "  "
        + Money.text(chit.amount(), chit.unit())
        + " from "
        + Clean.line(chit.payerName())
        + " to "
        + Clean.line(chit.payeeName())
        + (memo.isEmpty() ? "" : "  " + memo)
        + "  "
        + chit.state()
        + chit.handed().map(it -> chit.state() == ChitState.DRAWN ? ", " + it : "").orElse("")
        + "  "
        + chit.chit();
  }

  /// How far a chit came on its way to its payee.
  private static String handed(KeptChit chit) {
    return chit.handed().isEmpty()
        ? ""
        : switch (chit.handed().get()) {
          case WAITING -> ", not handed over yet";
          case STORED -> ", on its way to " + Clean.line(chit.payeeName());
          case DELIVERED, READ -> ", handed to " + Clean.line(chit.payeeName());
          case REFUSED -> ", and the server would not take it";
          case RECEIVED -> "";
        };
  }

  private static String state(KeptChit chit) {
    String until = chit.notAfter().map(it -> " until " + Clock.time(it)).orElse("");
    return switch (chit.state()) {
      case DRAWN -> "Drawn here" + handed(chit) + "; it may be presented" + until + ".";
      case RECEIVED -> "Not promised by the ledger; it may be presented" + until + ".";
      case BOUNCED -> "Its payer could not pay it; it may be presented again" + until + ".";
      case CERTIFIED ->
          "Promised by the ledger"
              + chit.promisedUntil().map(it -> " until " + Clock.time(it)).orElse("")
              + ", unless it was presented since.";
      case SETTLED -> "Settled" + chit.index().map(it -> " in entry " + it).orElse("") + ".";
      case CANCELLED -> "Cancelled by the payee.";
      case REVOKED -> "Revoked by the payer.";
      case EXPIRED -> "Expired" + chit.notAfter().map(it -> " " + Clock.time(it)).orElse("") + ".";
    };
  }
}
