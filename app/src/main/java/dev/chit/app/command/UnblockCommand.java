package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "They are a stranger again: what they write is a request to talk.",
    footerHeading = "%nExamples:%n",
    footer = "  chit unblock mallory")
final class UnblockCommand extends AnswerCommand {
  @Parameters(paramLabel = "NAME", description = "Whom to block no longer.")
  private String name = "";

  UnblockCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Acquaintance unblocked = client.contacts().unblock(Typed.name(name));
    return PersonView.answer(unblocked, unblocked.name() + " is blocked no longer.");
  }
}
