package dev.chit.app.command;

import dev.chit.app.console.Clean;
import dev.chit.client.ChitException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.MoneyRequests;
import dev.chit.client.SentRequest;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Takes a request back, or all open ones of a split: they need not be paid. Again changes",
      "nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit withdraw 9f86d081"})
final class WithdrawCommand extends OwnRequestCommand {
  WithdrawCommand(Context context) {
    super(context);
  }

  @Override
  SentRequest act(MoneyRequests requests, MoneyRequest request)
      throws ChitException, InterruptedException {
    return requests.withdraw(request);
  }

  @Override
  String told(MoneyRequest request) {
    return Clean.line(request.otherName()) + " need not pay " + RequestView.what(request) + ".";
  }
}
