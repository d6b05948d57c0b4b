package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.HandedOver;
import dev.chit.client.KeptChit;
import dev.chit.client.MessageState;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Signs a chit and gives it to NAME in a sealed message. NAME's client checks the signature"
          + " at",
      "once and keeps the chit; it is paid when NAME redeems it, if you can cover it then. chit",
      "chits shows how far it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit hand bob 5.00 for the cake", "  chit hand bob 5.00 --expires 7d --json"})
final class HandCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Who is to be paid.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "A decimal, such as 12.50.")
  private String amount = "";

  @Parameters(index = "2..*", paramLabel = "MEMO", description = "What it is for.")
  private List<String> memo = new ArrayList<>();

  @Mixin private final ExpiryOption expiry = new ExpiryOption();

  HandCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountName payee = Typed.name(name);
    Amount sum = Typed.amount(amount, client.unit());
    HandedOver handed = client.chits().hand(payee, sum, String.join(" ", memo), expiry.notAfter());
    KeptChit chit = handed.chit();
    var answer = new Answer();
    ChitsCommand.json(chit).entrySet().forEach(it -> answer.with(it.getKey(), it.getValue()));
    return answer
        .with("delivery", handed.state().toString())
        .line(
            "A chit of "
                + Money.text(chit.amount(), chit.unit())
                + " "
                + sentence(handed.state(), Clean.line(chit.payeeName())))
        .value(chit.chit().toString())
        .exit(handed.state() == MessageState.WAITING ? Exit.UNREACHABLE : Exit.DONE);
  }

  private static String sentence(MessageState state, String payee) {
    return switch (state) {
      case DELIVERED, READ, RECEIVED -> "is in " + payee + "'s hands.";
      case STORED -> "waits on the server until " + payee + " has it.";
      case WAITING -> "for " + payee + " is signed, and leaves at the next connection.";
      case REFUSED -> "was not taken by the server for " + payee + ".";
    };
  }
}
