package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.Clean;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.Subscription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Each line goes to NAME; what arrives is printed in between. Ends with /quit, or with the",
      "input (Ctrl-D)."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit chat bob", "  chit chat '#trip'", "  echo hello | chit chat bob"})
final class ChatCommand extends ProfileCommand {
  @Parameters(paramLabel = "NAME|#GROUP", description = "With whom.")
  private String name = "";

  ChatCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    return Profiles.Opening.AS_OWNER;
  }

  @Override
  int run(ChitClient client) throws Exception {
    Correspondent with = Correspondent.found(client, name);
    Caller caller = context.caller();
    try (Subscription _ = client.watch(incoming -> print(client, incoming))) {
      String line = caller.readLine("");
      while (line != null && !line.strip().equals("/quit")) {
        if (!line.isBlank()) {
          say(client, with, line);
        }
        line = caller.readLine("");
      }
    }
    return Exit.DONE;
  }

  /// One refused line does not end the talk.
  private void say(ChitClient client, Correspondent with, String line) throws Exception {
    try {
      Correspondent.Said said = with.say(client, line);
      if (said.state() != MessageState.DELIVERED && !options.json()) {
        context.caller().err().println("  (" + said.sentence() + ")");
      }
    } catch (ChitException e) {
      Answer.print(Failures.of(e), context.caller(), options.json());
    }
  }

  private void print(ChitClient client, Incoming incoming) {
    var out = context.caller().out();
    if (options.json()) {
      out.println(Clean.json(Arrival.json(incoming).toString()));
    } else if (!(incoming instanceof Incoming.Presence)) {
      Arrival.line(incoming).ifPresent(out::println);
    }
    out.flush();
    ReadMarking.shown(client, incoming);
  }
}
