package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import dev.chit.client.KeptChit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "For the payer, before it was paid or certified: whoever presents it is refused, for ever.",
      "Again changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit revoke 9f86d081884c7d659a2feaa0c55ad015", "  chit revoke cake.chit"})
final class RevokeCommand extends AnswerCommand {
  @Parameters(paramLabel = "CHIT", description = "Its id (chit chits), text, file or picture.")
  private String chit = "";

  RevokeCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    KeptChit kept = ChitSource.kept(chit, client, context.caller());
    return ChitAnswers.done(client.chits().revoke(kept.chit()))
        .line(
            "The chit of "
                + Money.text(kept.amount(), kept.unit())
                + " to "
                + Clean.line(kept.payeeName())
                + " is revoked.");
  }
}
