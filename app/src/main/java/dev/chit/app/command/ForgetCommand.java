package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.core.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Removes all that was said with somebody, or in a group, from this profile. What the others",
      "have stays with them, and payments stay here. There is no way back: chit export before."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit forget bob", "  chit forget '#trip' -y --json"})
final class ForgetCommand extends AnswerCommand {
  @Parameters(paramLabel = "NAME|#GROUP", description = "Which conversation.")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  ForgetCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Correspondent with = Correspondent.of(client, name);
    var question = new Question(context.caller(), yes || options.json());
    if (question.isAsked()) {
      question.ask("Forget all that was said with " + with, "Nothing was forgotten.");
    }
    long forgotten =
        switch (with) {
          case Correspondent.Somebody(AccountName who) -> client.conversations().forget(who);
          case Correspondent.Everybody(Group group) -> client.conversations().forget(group.id());
        };
    return new Answer()
        .with("with", with.toString())
        .with("forgotten", forgotten)
        .line(forgotten + (forgotten == 1 ? " message" : " messages") + " forgotten.")
        .value(Long.toString(forgotten));
  }
}
