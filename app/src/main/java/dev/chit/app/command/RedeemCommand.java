package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Presented twice, it pays once: the first settlement is the answer again.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit redeem chit:1:…", "  chit redeem \"$(cat cake.chit)\" --json"})
final class RedeemCommand extends AnswerCommand {
  @Parameters(paramLabel = "CHIT", description = "The chit's text.")
  private String text = "";

  RedeemCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    return PayCommand.paid(client.redeem(text.strip()));
  }
}
