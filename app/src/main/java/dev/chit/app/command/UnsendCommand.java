package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.HistoryMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Takes a message of yours back, here and at its recipient's, whose client removes it when it",
      "hears of it. Whoever has read or copied it still knows it."
    },
    footerHeading = "%nExamples:%n",
    footer = "  chit unsend 9f86d081")
final class UnsendCommand extends AnswerCommand {
  @Parameters(paramLabel = "ID", description = "The message (chit history --ids).")
  private String id = "";

  UnsendCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    HistoryMessage gone = client.conversations().takeBack(MessageChoice.one(client, id));
    var answer = new Answer();
    MessageView.json(gone).entrySet().forEach(it -> answer.with(it.getKey(), it.getValue()));
    return answer.line("Taken back: " + MessageChoice.digits(gone.id()) + ".");
  }
}
