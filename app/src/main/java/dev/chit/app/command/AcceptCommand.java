package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Contact;
import dev.chit.client.MoneyRequest;
import dev.chit.core.AccountName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Accepts a request to talk, if NAME asks to: they are a contact from then on, and what they",
      "sent so far arrives. Else pays a request for money, by the first digits of its id or by who",
      "asks if they ask for one thing only. A request is paid once."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit accept bob", "  chit accept 9f86d081 --json"})
final class AcceptCommand extends AnswerCommand {
  @Parameters(paramLabel = "ID|NAME", description = "Who asks, or the request (chit requests).")
  private String meant = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  AcceptCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Optional<Acquaintance> asking = TalkRequests.from(client, meant);
    if (asking.isPresent()) {
      Acquaintance accepted = client.contacts().accept(asking.get().name());
      return PersonView.answer(accepted, accepted.name() + " is a contact now.");
    }
    return pay(
        client,
        RequestChoice.incoming(client, meant),
        new Question(context.caller(), yes || options.json()));
  }

  static Answer pay(ChitClient client, MoneyRequest request, Question question) throws Exception {
    if (question.isAsked()) {
      Contact payee = client.find(new AccountName(request.otherName()));
      question.ask(
          PayCommand.what(payee, request.amount(), request.unit(), request.memo()),
          "Nothing was paid.");
    }
    try {
      return PayCommand.paid(client.requests().pay(request))
          .with("request", request.id().toString());
    } catch (ChitRefusedException e) {
      throw PayCommand.notEnough(client, request.amount(), request.unit(), e);
    }
  }
}
