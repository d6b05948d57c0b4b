package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.OperatorClient;
import dev.chit.crypto.ClaimCode;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "hand a custodial account over to its member",
    description = {
      "Makes a code with which the member of an account that was opened by a door takes it over:",
      "chit register NAME --claim CODE. Name and balance stay, and from then on the member's own",
      "key signs for it and the server's can sign nothing. Whoever has the code can do that, until",
      "its time is over: give it to nobody else. It is shown only now."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin claim alice --data /srv/chit",
      "  chit admin claim alice --data /srv/chit --days 1 --json"
    })
final class AdminClaim extends OperatorCommand {
  private static final int DAYS_MAX = 90;

  @Parameters(index = "0", paramLabel = "NAME", description = "The custodial account.")
  private String name = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long the code is good, at most 90 days (default: ${DEFAULT-VALUE}).")
  private int days = 7;

  AdminClaim(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    if (days < 1 || days > DAYS_MAX) {
      throw CommandFailure.usage("--days is 1 to " + DAYS_MAX + ".");
    }
    Instant until = Instant.now().plus(Duration.ofDays(days));
    ClaimCode code = operator.claimCode(Typed.name(name), until.getEpochSecond());
    return new Answer()
        .with("name", name)
        .with("account", code.account().toString())
        .with("code", code.text())
        .with("until", Instant.ofEpochSecond(code.untilSeconds()).toString())
        .line("For " + name + ", to be given to nobody else, good until " + Clock.time(until) + ":")
        .line("  chit register " + name + " --claim " + code.text())
        .value(code.text());
  }
}
