package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Contact;
import dev.chit.client.Paid;
import dev.chit.client.PaymentUri;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "On a terminal it shows amount, name and fingerprint, and asks first. The memo is sealed:",
      "the server never learns it. A payto:// address (chit qr) may stand for the name, and for"
          + " the",
      "amount and the memo if it says them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit pay bob 12.50",
      "  chit pay bob 12.50 lunch on friday -y --json",
      "  chit pay \"payto://chit/…/bob?amount=EUR:12.50\"",
      "  chit pay --request 9f86d081"
    })
final class PayCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME AMOUNT [MEMO]",
      arity = "0..*",
      description = "Whom to pay, a decimal such as 12.50, and what it is for.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "Pay what somebody asked for (chit requests); the first digits are enough.")
  private @Nullable String request;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  PayCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    var question = new Question(context.caller(), yes || options.json());
    if (request != null) {
      if (!words.isEmpty()) {
        throw CommandFailure.usage("A request says itself whom to pay and how much.");
      }
      return AcceptCommand.pay(client, RequestChoice.incoming(client, request), question);
    }
    if (words.isEmpty()) {
      throw CommandFailure.usage("Write it like pay bob 12.50.");
    }
    Unit unit = client.unit();
    return words.getFirst().startsWith(PaymentUri.SCHEME)
        ? pay(client, Typed.paymentUri(words.getFirst()), unit, question)
        : pay(client, Typed.name(words.getFirst()), 1, unit, question);
  }

  private Answer pay(ChitClient client, PaymentUri uri, Unit unit, Question question)
      throws Exception {
    if (!uri.server().fingerprint().equals(client.whoami().server().orElseThrow().fingerprint())) {
      throw CommandFailure.refused(
          "wrong-ledger", "This address is of another server than yours: " + uri.server() + ".");
    }
    if (uri.amount().isEmpty()) {
      return pay(client, uri.name(), 1, unit, question);
    }
    if (!uri.amount().get().unit().equals(unit.code())) {
      throw CommandFailure.refused(
          "wrong-unit",
          "This address asks for "
              + Clean.line(uri.amount().get().unit())
              + ", and the ledger counts in "
              + unit.code()
              + ".");
    }
    String memo = words.size() > 1 ? memo(1) : uri.message();
    Amount sum = Typed.amount(uri.amount().get().decimal(), unit);
    return pay(client, uri.name(), sum, memo, question);
  }

  private Answer pay(
      ChitClient client, AccountName payee, int amountAt, Unit unit, Question question)
      throws Exception {
    if (words.size() <= amountAt) {
      throw CommandFailure.usage("Say how much: pay " + payee + " 12.50.");
    }
    return pay(
        client, payee, Typed.amount(words.get(amountAt), unit), memo(amountAt + 1), question);
  }

  private String memo(int from) {
    return String.join(" ", words.subList(from, words.size()));
  }

  private static Answer pay(
      ChitClient client, AccountName payee, Amount sum, String memo, Question question)
      throws Exception {
    Unit unit = client.unit();
    if (question.isAsked()) {
      question.ask(what(client.find(payee), sum, unit, memo), "Nothing was paid.");
    }
    try {
      return paid(client.pay(payee, sum, memo));
    } catch (ChitRefusedException e) {
      throw notEnough(client, sum, unit, e);
    }
  }

  /// What a person is asked to confirm.
  static String what(Contact payee, Amount sum, Unit unit, String memo) {
    return "Pay "
        + Money.text(sum, unit)
        + " to "
        + payee.name()
        + ", "
        + payee.fingerprint().grouped()
        + (memo.isEmpty() ? "" : ", for “" + Clean.line(memo) + "”");
  }

  /// The refusal, with the balance if that is what was wrong.
  static Exception notEnough(ChitClient client, Amount sum, Unit unit, ChitRefusedException e)
      throws Exception {
    return e.code().equals("insufficient-funds")
        ? CommandFailure.refused(
            e.code(),
            "Not enough: you have "
                + Money.text(client.balance().balance(), unit)
                + ", this needs "
                + Money.text(sum, unit)
                + ".")
        : e;
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
