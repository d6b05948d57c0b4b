package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.Standing;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Your contacts: whom you accepted, wrote to or paid. Then who asks to talk, and whom you",
      "refused or blocked."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit friends", "  chit friends --json"})
final class FriendsCommand extends AnswerCommand {
  FriendsCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    var answer = new Answer();
    list(client, Standing.ACCEPTED, "friends", "Contacts", answer);
    list(client, Standing.ASKING, "asking", "Requests to talk", answer);
    list(client, Standing.REFUSED, "refused", "Refused", answer);
    list(client, Standing.BLOCKED, "blocked", "Blocked", answer);
    return answer;
  }

  private static void list(
      ChitClient client, Standing standing, String key, String heading, Answer answer)
      throws Exception {
    List<Acquaintance> people = client.contacts().all(standing);
    var array = new JsonArray();
    answer.with(key, array);
    if (!people.isEmpty() || standing == Standing.ACCEPTED) {
      answer.line(heading + ": " + people.size());
    }
    for (Acquaintance person : people) {
      array.add(PersonView.json(person));
      answer.line(PersonView.line(person));
    }
  }
}
