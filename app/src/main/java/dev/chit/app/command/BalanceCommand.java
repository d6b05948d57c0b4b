package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.AccountBalance;
import dev.chit.client.ChitClient;
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
    var answer = balance(balance).line(Money.text(balance.balance(), balance.unit()));
    return balance.held() == 0
        ? answer
        : answer.line("of which held: " + Money.text(balance.held(), balance.unit()));
  }

  static Answer balance(AccountBalance balance) {
    return new Answer()
        .with("balance", balance.text())
        .with("held", balance.heldText())
        .with("unit", balance.unit().code())
        .value(balance.text());
  }
}
