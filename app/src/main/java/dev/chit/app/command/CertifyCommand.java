package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitDone;
import dev.chit.client.DrawnChit;
import dev.chit.client.KeptChit;
import dev.chit.client.UnreachableException;
import dev.chit.core.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "The sum is set aside and the server countersigns: whoever holds the chit knows without a",
      "connection that it will be paid. Draws one, or takes one that is there: by its id, text,"
          + " .chit",
      "file or picture. Certified twice, it is the same promise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit certify bob 20.00 for the tickets --out tickets.chit",
      "  chit certify cake.chit --qr",
      "  chit certify 9f86d081884c7d659a2feaa0c55ad015 --json"
    })
final class CertifyCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME AMOUNT [MEMO] | CHIT",
      arity = "1..*",
      description = "Whom it is for, a decimal such as 12.50, and what for; or a chit.")
  private List<String> words = new ArrayList<>();

  @Mixin private final ExpiryOption expiry = new ExpiryOption();

  @Mixin private final ChitOptions handing = new ChitOptions();

  CertifyCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    handing.check();
    String text =
        words.size() == 1
            ? ChitSource.text(words.getFirst(), client, context.caller())
            : draw(client).text();
    KeptChit chit = client.chits().keep(text);
    ChitDone done = certified(client, chit);
    KeptChit promised = client.chits().get(chit.chit());
    Instant until = promised.promisedUntil().orElseThrow();
    return handing.show(
        promised.text(),
        ChitAnswers.done(done)
            .with("until", until.toString())
            .line(
                Money.text(chit.amount(), chit.unit())
                    + " are set aside for "
                    + chit.payeeName()
                    + " until "
                    + Clock.time(until)
                    + ":"),
        context.caller());
  }

  private DrawnChit draw(ChitClient client) throws Exception {
    Amount sum = Typed.amount(words.get(1), client.unit());
    String memo = String.join(" ", words.subList(2, words.size()));
    return client.chits().draw(Typed.name(words.getFirst()), sum, memo, expiry.notAfter());
  }

  /// Without an answer the same chit must be asked for again, not another one drawn.
  private static ChitDone certified(ChitClient client, KeptChit chit) throws Exception {
    try {
      return client.chits().certify(chit.text());
    } catch (UnreachableException e) {
      throw CommandFailure.unreachable(
          e.code(),
          "No answer from the server. The chit is kept: say certify " + chit.chit() + " again.");
    }
  }
}
