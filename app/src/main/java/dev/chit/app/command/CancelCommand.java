package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import dev.chit.client.KeptChit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "For the payee: the sum that was set aside returns to the payer. Again changes nothing. A"
          + " chit",
      "that was paid already is given back with chit refund."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit cancel 9f86d081884c7d659a2feaa0c55ad015", "  chit cancel tickets.chit"})
final class CancelCommand extends AnswerCommand {
  @Parameters(paramLabel = "CHIT", description = "Its id (chit chits), text, file or picture.")
  private String chit = "";

  CancelCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    KeptChit kept = ChitSource.kept(chit, client, context.caller());
    return ChitAnswers.done(client.chits().cancel(kept.chit()))
        .line(
            Money.text(kept.amount(), kept.unit())
                + " returned to "
                + Clean.line(kept.payerName())
                + ".");
  }
}
