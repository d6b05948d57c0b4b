package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Takes a request back, or all open ones of a split: they need not be paid. Again changes",
      "nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit withdraw 9f86d081"})
final class WithdrawCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "ID",
      description = "A request of yours, or a split: the first digits are enough.")
  private String meant = "";

  WithdrawCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    return OwnRequests.each(
        client,
        meant,
        client.requests()::withdraw,
        request ->
            Clean.line(request.otherName()) + " need not pay " + RequestView.what(request) + ".");
  }
}
