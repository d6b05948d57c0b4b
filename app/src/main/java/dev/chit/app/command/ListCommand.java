package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.AccountBalance;
import dev.chit.client.ChitClient;
import dev.chit.client.OnlineMember;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    footerHeading = "%nExamples:%n",
    footer = {"  chit list", "  chit list --json"})
final class ListCommand extends AnswerCommand {
  ListCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountBalance balance = client.balance();
    List<OnlineMember> online = client.online();
    var members = new JsonArray();
    var answer =
        BalanceCommand.balance(balance)
            .with("online", members)
            .line("Balance: " + Money.text(balance.balance(), balance.unit()))
            .line("Online: " + online.size());
    for (OnlineMember member : online) {
      var json = new JsonObject();
      json.addProperty("name", member.name());
      json.addProperty("account", member.account().toString());
      members.add(json);
      answer.line("  " + Clean.line(member.name()));
    }
    return answer;
  }
}
