package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.core.AccountName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Oldest first. Needs no connection.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit history bob",
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

  HistoryCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw CommandFailure.usage("--limit is 1 to " + LIMIT_MAX + ".");
    }
    List<HistoryMessage> messages = messages(client);
    var array = new JsonArray();
    var answer = new Answer().with("messages", array);
    for (HistoryMessage message : messages) {
      array.add(json(message));
      answer.line(line(message));
    }
    return answer;
  }

  private List<HistoryMessage> messages(ChitClient client) throws Exception {
    return switch (Correspondent.of(client, name)) {
      case Correspondent.Somebody(AccountName who) -> client.history(who, limit, before);
      case Correspondent.Everybody(Group group) ->
          client.groups().history(group.id(), limit, before);
    };
  }

  private static JsonObject json(HistoryMessage message) {
    var json = new JsonObject();
    json.addProperty("position", message.position());
    json.addProperty("id", message.id().toString());
    json.addProperty("from", message.from());
    json.addProperty("mine", message.mine());
    json.addProperty("text", message.text());
    json.addProperty("at", message.at().toString());
    json.addProperty("state", message.state().toString());
    return json;
  }

  private static String line(HistoryMessage message) {
    return Clock.time(message.at())
        + " "
        + Clean.line(message.from())
        + ": "
        + Clean.block(message.text(), "    ");
  }
}
