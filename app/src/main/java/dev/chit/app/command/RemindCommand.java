package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Says again that you wait for a request to be paid, or all open ones of a split; ten times"
          + " at",
      "most."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit remind 9f86d081"})
final class RemindCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "ID",
      description = "A request of yours, or a split: the first digits are enough.")
  private String meant = "";

  RemindCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    return OwnRequests.each(
        client,
        meant,
        client.requests()::remind,
        request ->
            Clean.line(request.otherName()) + " is reminded of " + RequestView.what(request) + ".");
  }
}
