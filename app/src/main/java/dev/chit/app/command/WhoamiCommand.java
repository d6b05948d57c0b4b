package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ServerAddress;
import dev.chit.client.Whoami;
import dev.chit.core.AccountName;
import picocli.CommandLine.Command;

@Command(
    description = "Needs no connection.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit whoami", "  chit whoami --json"})
final class WhoamiCommand extends AnswerCommand {
  WhoamiCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Whoami me = client.whoami();
    return identity(me)
        .line("You are " + name(me) + ", account " + me.account() + ".")
        .line("Fingerprint: " + me.fingerprint().grouped())
        .line("Server: " + me.server().map(ServerAddress::toString).orElse("none yet"))
        .value(name(me).toString());
  }

  static AccountName name(Whoami me) {
    return me.name()
        .orElseThrow(
            () ->
                CommandFailure.unusable(
                    "not-registered", "This profile has no account yet: chit register NAME."));
  }

  static Answer identity(Whoami me) {
    var answer =
        new Answer()
            .with("name", name(me).toString())
            .with("account", me.account().toString())
            .with("fingerprint", me.fingerprint().toString())
            .with("device", me.device());
    me.server().ifPresent(server -> answer.with("server", server.toString()));
    return answer;
  }
}
