package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.Contact;
import dev.chit.client.MessageState;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Looks somebody up, checks their key against the log, and writes them first words, which"
          + " reach",
      "them as a request to talk with your name and fingerprint."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit invite bob", "  chit invite bob we met at the market"})
final class InviteCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Whom to ask to talk.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "The first words; a greeting if there are none.")
  private List<String> text = new ArrayList<>();

  InviteCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Contact found = client.find(Typed.name(name));
    String words =
        text.isEmpty()
            ? "Hello, this is " + WhoamiCommand.name(client.whoami()) + ". Shall we talk?"
            : String.join(" ", text);
    Correspondent.Said said = new Correspondent.Somebody(found.name()).say(client, words);
    return new Answer()
        .with("id", said.id().toString())
        .with("state", said.state().toString())
        .with("name", found.name().toString())
        .with("fingerprint", found.fingerprint().toString())
        .line("You asked " + found.name() + " to talk. Their fingerprint:")
        .line("  " + found.fingerprint().grouped())
        .line(said.sentence())
        .value(said.state().toString())
        .exit(said.state() == MessageState.WAITING ? Exit.UNREACHABLE : Exit.DONE);
  }
}
