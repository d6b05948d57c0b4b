package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Contact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "The binding of name and key is checked in the signed log, not believed.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit find bob", "  chit find bob --json"})
final class FindCommand extends AnswerCommand {
  @Parameters(paramLabel = "NAME", description = "Whom to look up.")
  private String name = "";

  FindCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Contact found = client.find(Typed.name(name));
    return new Answer()
        .with("name", found.name().toString())
        .with("account", found.account().toString())
        .with("fingerprint", found.fingerprint().toString())
        .with("online", found.online())
        .with("frozen", found.frozen())
        .with("closed", found.closed())
        .line(found.name() + state(found))
        .line("Account: " + found.account())
        .line("Fingerprint: " + found.fingerprint().grouped())
        .value(found.account().toString());
  }

  private static String state(Contact found) {
    if (found.closed()) {
      return " has closed the account.";
    }
    return " is " + (found.frozen() ? "frozen" : found.online() ? "online" : "offline") + ".";
  }
}
