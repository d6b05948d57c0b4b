package dev.chit.app.command;

import dev.chit.app.console.Clean;
import dev.chit.client.ChitException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.MoneyRequests;
import dev.chit.client.SentRequest;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Says again that you wait for a request to be paid, or all open ones of a split; ten times"
          + " at",
      "most."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit remind 9f86d081"})
final class RemindCommand extends OwnRequestCommand {
  RemindCommand(Context context) {
    super(context);
  }

  @Override
  SentRequest act(MoneyRequests requests, MoneyRequest request)
      throws ChitException, InterruptedException {
    return requests.remind(request);
  }

  @Override
  String told(MoneyRequest request) {
    return Clean.line(request.otherName()) + " is reminded of " + RequestView.what(request) + ".";
  }
}
