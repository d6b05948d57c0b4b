package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.Issued;
import dev.chit.client.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "put units into circulation",
    footerHeading = "%nExamples:%n",
    footer = "  chit admin issue alice 100.00 --data /srv/chit --reason \"cash paid in\"")
final class AdminIssue extends OperatorCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Who gets them.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "A decimal, such as 100.00.")
  private String amount = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For the log and its auditors, at most 200 bytes.")
  private String reason = "";

  AdminIssue(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    return answer(
        "Issued", operator.issue(Typed.name(name), Typed.amount(amount, operator.unit()), reason));
  }

  static Answer answer(String done, Issued issued) {
    return new Answer()
        .with("chit", issued.chit().toString())
        .with("index", issued.index())
        .with("name", issued.member())
        .with("amount", issued.amount().format(issued.unit()))
        .with("unit", issued.unit().code())
        .with("balance", Money.decimal(issued.balance(), issued.unit()))
        .with("circulation", Money.decimal(issued.circulation(), issued.unit()))
        .line(
            done
                + " "
                + Money.text(issued.amount(), issued.unit())
                + ". Balance of "
                + Clean.line(issued.member())
                + ": "
                + Money.text(issued.balance(), issued.unit()))
        .line("In circulation: " + Money.text(issued.circulation(), issued.unit()))
        .value(issued.chit().toString());
  }
}
