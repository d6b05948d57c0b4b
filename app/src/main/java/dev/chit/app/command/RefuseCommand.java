package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Refuses a request to talk, if NAME asks to: they are told, once, and what they send later"
          + " is",
      "dropped. Else tells who asks for money that you will not pay, sealed. Again changes nothing."
    },
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
    Optional<Acquaintance> asking = TalkRequests.from(client, meant);
    if (asking.isPresent()) {
      Acquaintance refused = client.contacts().refuse(asking.get().name());
      return PersonView.answer(refused, refused.name() + " was told that you do not want to talk.");
    }
    SentRequest sent =
        client.requests().refuse(RequestChoice.incoming(client, meant), String.join(" ", text));
    MoneyRequest refused = sent.request();
    return RequestView.answer(
        sent,
        "Refused: " + Clean.line(refused.otherName()) + "'s " + RequestView.what(refused) + ".");
  }
}
