package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.KeptChit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Takes its text, a .chit file, a picture of its QR code, - to read its text, or the id of"
          + " one",
      "that is kept here (chit chits). Anybody may present a chit; the one named in it is paid.",
      "Presented twice, it pays once: the first settlement is the answer again. One that is not",
      "covered now may be presented again later."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit redeem chit:1:…",
      "  chit redeem cake.chit --json",
      "  chit redeem photo.jpg",
      "  chit redeem cake.chit --check"
    })
final class RedeemCommand extends AnswerCommand {
  @Parameters(paramLabel = "CHIT", description = "The chit, or where it is.")
  private String chit = "";

  @Option(
      names = "--check",
      description = "Only check it, without the server, and keep it for later.")
  private boolean check;

  RedeemCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    String text = ChitSource.text(chit, client, context.caller());
    if (check) {
      return ChitsCommand.one(client.chits().keep(text));
    }
    try {
      return PayCommand.paid(client.chits().redeem(text));
    } catch (ChitRefusedException e) {
      throw e.code().equals("insufficient-funds") ? bounced(client.chits().keep(text)) : e;
    }
  }

  private static CommandFailure bounced(KeptChit kept) {
    return CommandFailure.refused(
        "insufficient-funds",
        kept.payerName()
            + " cannot pay this now; the chit is kept (chit chits) and may be presented again"
            + kept.notAfter().map(it -> " until " + Clock.time(it)).orElse(" at any time")
            + ".");
  }
}
