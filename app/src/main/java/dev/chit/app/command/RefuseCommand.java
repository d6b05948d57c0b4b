package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Tells who asks for money that you will not pay, sealed. Again changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit refuse bob", "  chit refuse 9f86d081 I paid in cash"})
final class RefuseCommand extends AnswerCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID|NAME",
      description = "The request (chit requests), or who asks.")
  private String meant = "";

  @Parameters(index = "1..*", paramLabel = "TEXT", description = "Why.")
  private List<String> text = new ArrayList<>();

  RefuseCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    SentRequest sent =
        client.requests().refuse(RequestChoice.incoming(client, meant), String.join(" ", text));
    MoneyRequest refused = sent.request();
    return RequestView.answer(
        sent,
        "Refused: " + Clean.line(refused.otherName()) + "'s " + RequestView.what(refused) + ".");
  }
}
