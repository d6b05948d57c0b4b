package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Contact;
import dev.chit.client.Paid;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "On a terminal it shows amount, name and fingerprint, and asks first. The memo is sealed:",
      "the server never learns it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit pay bob 12.50", "  chit pay bob 12.50 lunch on friday -y --json"})
final class PayCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Whom to pay.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "A decimal, such as 12.50.")
  private String amount = "";

  @Parameters(index = "2..*", paramLabel = "MEMO", description = "What it is for.")
  private List<String> memo = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  PayCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountName payee = Typed.name(name);
    Unit unit = client.unit();
    Amount sum = Typed.amount(amount, unit);
    if (context.caller().terminal() && !yes && !options.json()) {
      confirm(client.find(payee), Money.text(sum, unit));
    }
    try {
      return paid(client.pay(payee, sum, String.join(" ", memo)));
    } catch (ChitRefusedException e) {
      throw e.code().equals("insufficient-funds") ? notEnough(client, sum, unit) : e;
    }
  }

  private static Exception notEnough(ChitClient client, Amount sum, Unit unit) throws Exception {
    return CommandFailure.refused(
        "insufficient-funds",
        "Not enough: you have "
            + Money.text(client.balance().balance(), unit)
            + ", this needs "
            + Money.text(sum, unit)
            + ".");
  }

  private void confirm(Contact payee, String sum) throws Exception {
    Caller caller = context.caller();
    String question =
        "Pay " + sum + " to " + payee.name() + ", " + payee.fingerprint().grouped() + "? [y/N] ";
    String answer = caller.readLine(question);
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw CommandFailure.refused("not-confirmed", "Nothing was paid.");
    }
  }

  static Answer paid(Paid paid) {
    String what =
        paid.repeated()
            ? " had been paid before; nothing moved now."
            : " paid to " + paid.payee() + ".";
    return new Answer()
        .with("chit", paid.chit().toString())
        .with("index", paid.index())
        .with("payer", paid.payer())
        .with("payee", paid.payee())
        .with("amount", paid.amount().format(paid.unit()))
        .with("unit", paid.unit().code())
        .with("balance", paid.balanceText())
        .with("repeated", paid.repeated())
        .line(Money.text(paid.amount(), paid.unit()) + what)
        .line("Balance: " + Money.text(paid.balance(), paid.unit()))
        .line("Receipt: chit receipts " + paid.chit())
        .value(paid.chit().toString());
  }
}
