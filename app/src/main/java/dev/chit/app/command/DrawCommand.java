package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.DrawnChit;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Prints the chit as text. Whoever presents it, the named one is paid, once. It is not",
      "covered until then. Needs no connection if you have met the payee."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit draw bob 5.00",
      "  chit draw bob 5.00 for the cake --expires 30d --out cake.chit",
      "  chit draw bob 5.00 --qr",
      "  chit draw --to-account 9f86d081884c7d659a2feaa0c55ad015 5.00 --qr-out cake.png"
    })
final class DrawCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME AMOUNT [MEMO]",
      arity = "1..*",
      description = "Who is to be paid, a decimal such as 12.50, and what it is for.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--to-account",
      paramLabel = "ACCOUNT",
      description = "Pay this account, in place of a NAME: 32 hexadecimal digits.")
  private @Nullable String account;

  @Mixin private final ExpiryOption expiry = new ExpiryOption();

  @Mixin private final ChitOptions handing = new ChitOptions();

  DrawCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    handing.check();
    Unit unit = client.unit();
    int amountAt = account == null ? 1 : 0;
    if (words.size() <= amountAt) {
      throw CommandFailure.usage("Write it like draw bob 5.00.");
    }
    Amount sum = Typed.amount(words.get(amountAt), unit);
    String memo = String.join(" ", words.subList(amountAt + 1, words.size()));
    Optional<Instant> notAfter = expiry.notAfter();
    DrawnChit drawn =
        account == null
            ? client.chits().draw(Typed.name(words.getFirst()), sum, memo, notAfter)
            : client.chits().draw(Typed.account(account), sum, memo, notAfter);
    String until = drawn.notAfter().map(it -> ", until " + Clock.time(it)).orElse("");
    var answer =
        new Answer()
            .with("chit", drawn.chit().toString())
            .with("payee", drawn.payee())
            .with("amount", drawn.amount().format(unit))
            .with("unit", unit.code())
            .line("A chit of " + Money.text(sum, unit) + " for " + drawn.payee() + until + ":");
    drawn.notAfter().ifPresent(it -> answer.with("expires", it.toString()));
    return handing.show(drawn.text(), answer, context.caller());
  }
}
