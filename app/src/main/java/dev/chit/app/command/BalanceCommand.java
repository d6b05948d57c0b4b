package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.AccountBalance;
import dev.chit.client.ChitClient;
import dev.chit.core.Unit;
import picocli.CommandLine.Command;

@Command(
    footerHeading = "%nExamples:%n",
    footer = {"  chit balance", "  chit balance --quiet", "  chit balance --json"})
final class BalanceCommand extends AnswerCommand {
  BalanceCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountBalance balance = client.balance();
    Unit unit = balance.unit();
    AccountBalance.Limits limits = balance.limits();
    var answer = balance(balance).line(Money.text(balance.balance(), unit));
    if (balance.held() != 0) {
      answer.line("of which held: " + Money.text(balance.held(), unit));
    }
    limits
        .perPayment()
        .ifPresent(
            most ->
                answer
                    .with("limitPerPayment", Money.decimal(most, unit))
                    .line("At most " + Money.text(most, unit) + " a payment."));
    limits
        .perDay()
        .ifPresent(
            most ->
                answer
                    .with("limitPerDay", Money.decimal(most, unit))
                    .with("spentToday", Money.decimal(limits.spentToday(), unit))
                    .line(
                        "At most "
                            + Money.text(most, unit)
                            + " a day (UTC), of which paid: "
                            + Money.text(limits.spentToday(), unit)
                            + "."));
    return answer;
  }

  static Answer balance(AccountBalance balance) {
    return new Answer()
        .with("balance", balance.text())
        .with("held", balance.heldText())
        .with("unit", balance.unit().code())
        .value(balance.text());
  }
}
