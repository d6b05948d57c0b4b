package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Memo;
import dev.chit.client.Purpose;
import dev.chit.client.Receipt;
import dev.chit.core.ChitId;
import dev.chit.core.RequestId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Newest first. With a chit's id it verifies that one payment's place in the signed log now,",
      "and prints all of it. With --out or --all it writes receipts as files that anybody can"
          + " check",
      "without server or network: see chit verify."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit receipts",
      "  chit receipts 9f86d081884c7d659a2feaa0c55ad015 --json",
      "  chit receipts 9f86d081884c7d659a2feaa0c55ad015 --out rent.receipt",
      "  chit receipts --all receipts-2026"
    })
final class ReceiptsCommand extends AnswerCommand {
  private static final int LIMIT_MAX = 500;

  @Parameters(paramLabel = "CHIT", arity = "0..1", description = "One payment, by its chit's id.")
  private @Nullable String chit;

  @Mixin private final PageOptions page = new PageOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write that one payment's receipt to a new file.")
  private @Nullable Path out;

  @Option(
      names = "--all",
      paramLabel = "DIR",
      description = "Write all receipts that are not there yet, as CHIT.receipt.")
  private @Nullable Path all;

  @Option(names = "--without-memo", description = "Keep the memo to yourself in what is written.")
  private boolean withoutMemo;

  ReceiptsCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (out != null || all != null) {
      return save(new SavedReceipts(client, !withoutMemo));
    }
    return chit == null ? list(client) : one(client.receipt(Typed.chit(chit)));
  }

  private Answer save(SavedReceipts receipts) throws Exception {
    if (all != null && chit == null && out == null) {
      return receipts.all(context.caller().directory().resolve(all));
    }
    if (out != null && chit != null && all == null) {
      return receipts.one(Typed.chit(chit), context.caller().directory().resolve(out));
    }
    throw CommandFailure.usage("Name one payment's CHIT with --out FILE, or none with --all DIR.");
  }

  private Answer list(ChitClient client) throws Exception {
    List<Receipt> receipts = client.receipts(page.limit(LIMIT_MAX), page.before());
    var array = new JsonArray();
    var answer = new Answer().with("receipts", array);
    for (Receipt receipt : receipts) {
      array.add(json(receipt));
      answer.line(line(receipt));
    }
    return answer;
  }

  private static Answer one(Receipt receipt) {
    var answer = new Answer();
    json(receipt).entrySet().forEach(entry -> answer.with(entry.getKey(), entry.getValue()));
    return answer
        .line(line(receipt))
        .line("Chit: " + receipt.chit())
        .line("Log index: " + receipt.index())
        .line("Verified: " + verified(receipt))
        .line(receipt.text())
        .value(receipt.text());
  }

  private static String verified(Receipt receipt) {
    return switch (receipt.verification()) {
      case INCLUDED -> "signed by the payer, and in the signed log";
      case SIGNED -> "signed by the payer";
      case FAILED -> "NO: the server's proof is wrong";
    };
  }

  private static JsonObject json(Receipt receipt) {
    var json = new JsonObject();
    json.addProperty("chit", receipt.chit().toString());
    json.addProperty("index", receipt.index());
    json.addProperty("direction", receipt.outgoing() ? "out" : "in");
    json.addProperty("with", receipt.otherName());
    json.addProperty("account", receipt.other().toString());
    json.addProperty("amount", receipt.amount().format(receipt.unit()));
    json.addProperty("unit", receipt.unit().code());
    json.add("memo", memoJson(receipt.memo()));
    purpose(receipt.purpose(), json);
    if (receipt.refundedMinor() > 0) {
      json.addProperty("refunded", Money.decimal(receipt.refundedMinor(), receipt.unit()));
    }
    json.addProperty("at", receipt.at().toString());
    json.addProperty("verified", receipt.verification().name().toLowerCase(Locale.ROOT));
    json.addProperty("text", receipt.text());
    return json;
  }

  /// What the payment belongs to, for programs.
  static void purpose(Purpose purpose, JsonObject json) {
    switch (purpose) {
      case Purpose.Plain() -> {}
      case Purpose.PaysRequest(RequestId request) ->
          json.addProperty("request", request.toString());
      case Purpose.Refunds(ChitId chit) -> json.addProperty("refunds", chit.toString());
    }
  }

  /// What the payment belongs to, for the end of a line.
  static String purposeText(Purpose purpose) {
    return switch (purpose) {
      case Purpose.Plain() -> "";
      case Purpose.PaysRequest(RequestId request) ->
          "  (request " + request.toString().substring(0, 8) + ")";
      case Purpose.Refunds(ChitId chit) -> "  (gives back " + chit + ")";
    };
  }

  static JsonElement memoJson(Memo memo) {
    return memo instanceof Memo.Text(String text) ? new JsonPrimitive(text) : JsonNull.INSTANCE;
  }

  private static String line(Receipt receipt) {
    String memo = memoText(receipt.memo());
    return Clock.time(receipt.at())
        + (receipt.outgoing() ? "  -" : "  +")
        + Money.text(receipt.amount(), receipt.unit())
        + (receipt.outgoing() ? " to " : " from ")
        + Clean.line(receipt.otherName())
        + (memo.isEmpty() ? "" : "  " + memo)
        + purposeText(receipt.purpose())
        + (receipt.refundedMinor() == 0
            ? ""
            : "  (" + Money.text(receipt.refundedMinor(), receipt.unit()) + " given back)")
        + (receipt.verification() == Receipt.Verification.FAILED ? "  NOT VERIFIED" : "");
  }

  static String memoText(Memo memo) {
    return switch (memo) {
      case Memo.Text(String text) -> "“" + Clean.line(text) + "”";
      case Memo.Mismatch() -> "(its memo is not the one that was signed)";
      case Memo.None() -> "";
      case Memo.Awaited() -> "";
    };
  }
}
