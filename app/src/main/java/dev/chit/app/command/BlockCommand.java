package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Whatever they send from now on is dropped, and they are told nothing. Payments still come,",
      "without their memos."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit block mallory", "  chit unblock mallory"})
final class BlockCommand extends AnswerCommand {
  @Parameters(paramLabel = "NAME", description = "Whom to block.")
  private String name = "";

  BlockCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Acquaintance blocked = client.contacts().block(Typed.name(name));
    return PersonView.answer(blocked, blocked.name() + " is blocked.");
  }
}
