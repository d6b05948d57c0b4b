package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Asks in a sealed message: the server does not learn who owes whom. Without a connection it",
      "leaves at the next one."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit request bob 12.50 lunch on friday", "  chit request bob 5.00 --expires 7d"})
final class RequestCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Whom to ask.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "A decimal, such as 12.50.")
  private String amount = "";

  @Parameters(index = "2..*", paramLabel = "MEMO", description = "What it is for.")
  private List<String> memo = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "Until when it may be paid: 30d, 12h, 2027-01-31.")
  private @Nullable String expires;

  RequestCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountName person = Typed.name(name);
    Amount sum = Typed.amount(amount, client.unit());
    SentRequest sent =
        client
            .requests()
            .ask(person, sum, String.join(" ", memo), Moment.parse(expires, Instant.now()));
    MoneyRequest asked = sent.request();
    return RequestView.answer(
        sent,
        asked.otherName()
            + " is asked for "
            + RequestView.what(asked)
            + ": request "
            + RequestChoice.digits(asked)
            + ".");
  }
}
