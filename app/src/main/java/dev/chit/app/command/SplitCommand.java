package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.client.SentRequest;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Asks each of several people for an equal share, by a request of its own; what is behind the",
      "word for is the memo. Shares add up exactly: cents that cannot be divided go to the first",
      "ones named, one each."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit split 30.00 bob carol dora for dinner",
      "  chit split 30.00 bob carol --include-me for the taxi",
      "  chit split 90.00 '#trip' for the cabin",
      "  chit requests 9f86d081"
    })
final class SplitCommand extends AnswerCommand {
  private static final String MEMO_FOLLOWS = "for";

  @Parameters(index = "0", paramLabel = "AMOUNT", description = "The whole sum.")
  private String amount = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NAME|#GROUP… [for MEMO]",
      description = "Among whom.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--include-me",
      description = "One share, the last, is your own: nobody is asked for it.")
  private boolean includeMe;

  SplitCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Amount total = Typed.amount(amount, client.unit());
    int memoAt = words.indexOf(MEMO_FOLLOWS);
    List<String> people = memoAt < 0 ? words : words.subList(0, memoAt);
    String memo = memoAt < 0 ? "" : String.join(" ", words.subList(memoAt + 1, words.size()));
    if (people.isEmpty()) {
      throw CommandFailure.usage("Say among whom: split 30.00 bob carol for dinner.");
    }
    List<AccountName> names = names(client, people);
    List<SentRequest> sent = client.requests().split(total, names, includeMe, memo);
    List<MoneyRequest> asked = sent.stream().map(SentRequest::request).toList();
    return RequestsCommand.withTotals(
            RequestsCommand.list(asked), asked.getFirst().split().orElseThrow(), asked)
        .line("Who has paid: chit requests " + asked.getFirst().split().orElseThrow())
        .exit(RequestView.exit(sent));
  }

  /// A group stands for all of its members but oneself.
  private static List<AccountName> names(ChitClient client, List<String> people) throws Exception {
    Set<AccountName> names = new LinkedHashSet<>();
    for (String typed : people) {
      if (Correspondent.isGroup(typed)) {
        client.groups().find(typed).others().forEach(it -> names.add(Typed.name(it.name())));
      } else if (!names.add(Typed.name(typed))) {
        throw CommandFailure.unusable("wrong-name", typed + " is named twice.");
      }
    }
    return List.copyOf(names);
  }
}
