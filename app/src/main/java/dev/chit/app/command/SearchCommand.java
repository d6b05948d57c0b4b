package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Conversations;
import dev.chit.client.FoundMessage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Messages in which all the words are, in any case and order, newest first. Needs no",
      "connection: the search is here, and nobody learns of it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit search lunch friday", "  chit search invoice --limit 200 --json"})
final class SearchCommand extends AnswerCommand {
  @Parameters(arity = "1..*", paramLabel = "WORD", description = "What to look for.")
  private List<String> words = new ArrayList<>();

  @Mixin private final PageOptions page = new PageOptions();

  SearchCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (words.stream().allMatch(String::isBlank)) {
      throw CommandFailure.usage("Say a word to look for.");
    }
    List<FoundMessage> found =
        client.conversations().search(words, page.limit(Conversations.FOUND_MAX), page.before());
    var array = new JsonArray();
    var answer = new Answer().with("messages", array);
    for (FoundMessage one : found) {
      JsonObject json = MessageView.json(one.message());
      json.addProperty("with", one.with());
      array.add(json);
      String with = one.message().mine() ? "to " + Clean.line(one.with()) + ", " : "";
      answer.line(with + MessageView.line(one.message(), true));
    }
    return answer;
  }
}
