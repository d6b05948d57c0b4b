package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.LogSeen;
import dev.chit.client.Whoami;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Says whether the server can be reached and trusted, and keeps its address.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit login",
      "  chit login --server 192.0.2.7:7700",
      "  chit login --witness VKEY",
      "  chit login --no-witness"
    })
final class LoginCommand extends AnswerCommand {
  @Mixin private final WitnessOptions witnesses = new WitnessOptions();

  @Option(names = "--no-witness", description = "Require no witness's signature any longer.")
  private boolean noWitness;

  LoginCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    if (noWitness && !witnesses.isEmpty()) {
      throw CommandFailure.usage("--witness and --no-witness contradict each other.");
    }
    var _ = witnesses.keys();
    return Profiles.Opening.EXISTING;
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Whoami before = client.whoami();
    WhoamiCommand.name(before);
    if (noWitness || !witnesses.isEmpty()) {
      client.requireWitnesses(witnesses.keys());
    }
    client.awaitConnected();
    Whoami me = client.whoami();
    LogSeen seen = client.log();
    Answer answer =
        WhoamiCommand.identity(me)
            .with("witnessed", !seen.witnesses().isEmpty() && seen.notWitnessed().isEmpty())
            .line("Connected as " + WhoamiCommand.name(me) + ".");
    seen.notWitnessed().ifPresent(answer::line);
    return answer.value(WhoamiCommand.name(me).toString());
  }
}
