package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.DrawnChit;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Prints the chit as text. Whoever presents it, the named one is paid, once. It is not",
      "covered until then."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit draw bob 5.00", "  chit draw bob 5.00 for the cake --quiet > cake.chit"})
final class DrawCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Who is to be paid.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "A decimal, such as 12.50.")
  private String amount = "";

  @Parameters(index = "2..*", paramLabel = "MEMO", description = "What it is for.")
  private List<String> memo = new ArrayList<>();

  DrawCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountName payee = Typed.name(name);
    Unit unit = client.unit();
    DrawnChit drawn = client.draw(payee, Typed.amount(amount, unit), String.join(" ", memo));
    return new Answer()
        .with("chit", drawn.chit().toString())
        .with("payee", drawn.payee())
        .with("amount", drawn.amount().format(unit))
        .with("unit", unit.code())
        .with("text", drawn.text())
        .line("A chit of " + Money.text(drawn.amount(), unit) + " for " + drawn.payee() + ":")
        .line(drawn.text())
        .value(drawn.text());
  }
}
