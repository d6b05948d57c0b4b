package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.HistoryMessage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Changes a message of yours, here and at its recipient's, who sees that you did.",
    footerHeading = "%nExamples:%n",
    footer = "  chit edit 9f86d081 see you at two")
final class EditCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The message (chit history --ids).")
  private String id = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What it says.")
  private List<String> text = new ArrayList<>();

  EditCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    HistoryMessage edited =
        client.conversations().edit(MessageChoice.one(client, id), String.join(" ", text));
    var answer = new Answer();
    MessageView.json(edited).entrySet().forEach(it -> answer.with(it.getKey(), it.getValue()));
    return answer.line("Edited: " + MessageChoice.digits(edited.id()) + ".");
  }
}
