package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.core.AccountName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "What is written to each other from now on disappears from both profiles: here so long after",
      "it was sent, there after it was read. Messages that are there stay. Both see who chose it.",
      "Without a time it says what holds. Nobody can be kept from copying what they read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit disappear bob 5m",
      "  chit disappear '#trip' 4w",
      "  chit disappear bob off",
      "  chit disappear bob --json"
    })
final class DisappearCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME|#GROUP", description = "Which conversation.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AFTER|off",
      description = "30s, 5m, 1h, 1d, 4w; at most 52w.")
  private @Nullable String after;

  DisappearCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Correspondent with = Correspondent.of(client, name);
    if (after != null) {
      Duration time = Disappearance.parse(after);
      switch (with) {
        case Correspondent.Somebody(AccountName who) -> client.conversations().disappear(who, time);
        case Correspondent.Everybody(Group group) -> client.groups().disappear(group.id(), time);
      }
    }
    Optional<Duration> now =
        switch (with) {
          case Correspondent.Somebody(AccountName who) -> client.conversations().disappears(who);
          case Correspondent.Everybody(Group group) -> client.groups().disappears(group.id());
        };
    Duration holds = now.orElse(Duration.ZERO);
    return new Answer()
        .with("with", with.toString())
        .with("seconds", holds.toSeconds())
        .line(
            holds.isZero()
                ? "Messages with " + with + " stay."
                : "Messages with "
                    + with
                    + " disappear "
                    + Disappearance.text(holds)
                    + " after they are read.")
        .value(Disappearance.text(holds));
  }
}
