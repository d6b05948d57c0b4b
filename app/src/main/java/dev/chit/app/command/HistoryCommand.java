package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Oldest first, ✓ what the other has read, and how many in a group. Needs no connection."
          + " Tells",
      "the others that you have read what they wrote, unless you switched that off (chit status",
      "--read-marks off)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit history bob",
      "  chit history bob --ids",
      "  chit history '#trip'",
      "  chit history bob --limit 500 --json"
    })
final class HistoryCommand extends AnswerCommand {
  private static final int LIMIT_MAX = 1000;

  @Parameters(paramLabel = "NAME|#GROUP", description = "With whom.")
  private String name = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest N messages, at most 1000 (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  @Option(
      names = "--before",
      paramLabel = "POSITION",
      description = "Those before this position, as --json gives it.")
  private Optional<Long> before = Optional.empty();

  @Option(names = "--ids", description = "Show the first digits of each message's id.")
  private boolean ids;

  HistoryCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw CommandFailure.usage("--limit is 1 to " + LIMIT_MAX + ".");
    }
    Correspondent with = Correspondent.of(client, name);
    List<HistoryMessage> messages = messages(client, with);
    var array = new JsonArray();
    var answer = new Answer().with("messages", array);
    for (HistoryMessage message : messages) {
      array.add(MessageView.json(message));
      answer.line(MessageView.line(message, ids));
    }
    List<MessageId> shown =
        messages.stream().filter(it -> !it.mine()).map(HistoryMessage::id).toList();
    switch (with) {
      case Correspondent.Somebody(AccountName who) -> client.conversations().shown(who, shown);
      case Correspondent.Everybody(Group group) -> client.groups().shown(group.id(), shown);
    }
    return answer;
  }

  private List<HistoryMessage> messages(ChitClient client, Correspondent with) throws Exception {
    return switch (with) {
      case Correspondent.Somebody(AccountName who) -> client.history(who, limit, before);
      case Correspondent.Everybody(Group group) ->
          client.groups().history(group.id(), limit, before);
    };
  }
}
