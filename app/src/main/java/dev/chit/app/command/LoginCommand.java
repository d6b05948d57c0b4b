package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Whoami;
import picocli.CommandLine.Command;

@Command(
    description = "Says whether the server can be reached and trusted, and keeps its address.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit login", "  chit login --server 192.0.2.7:7700"})
final class LoginCommand extends AnswerCommand {
  LoginCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Whoami before = client.whoami();
    WhoamiCommand.name(before);
    client.awaitConnected();
    Whoami me = client.whoami();
    return WhoamiCommand.identity(me)
        .line("Connected as " + WhoamiCommand.name(me) + ".")
        .value(WhoamiCommand.name(me).toString());
  }
}
