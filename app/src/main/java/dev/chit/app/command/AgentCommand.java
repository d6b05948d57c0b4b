package dev.chit.app.command;

import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Asks for the passphrase once, stays connected, and does what other commands on this profile",
      "ask, which start faster so. Ends with Ctrl-C or SIGTERM, or with the account."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit agent &", "  chit agent --home /var/lib/bot --json"})
final class AgentCommand extends ProfileCommand {
  AgentCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    return Profiles.Opening.AS_OWNER;
  }

  @Override
  int run(ChitClient client) throws Exception {
    WhoamiCommand.identity(client.whoami())
        .with("ready", true)
        .line("Holding the profile of " + WhoamiCommand.name(client.whoami()) + ".")
        .print(context.caller(), options.json(), options.quiet());
    client.account().awaitClosed();
    return Exit.DONE;
  }
}
