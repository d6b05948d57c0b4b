package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.OperatorClient;
import dev.chit.client.ServerStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    header = "show the server at a glance",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin stats --data /srv/chit",
      "  chit admin stats --data /srv/chit --metrics"
    })
final class AdminStats extends OperatorCommand {
  @Option(names = "--metrics", description = "Print the metrics page (OpenMetrics) instead.")
  private boolean metrics;

  AdminStats(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    ServerStats stats = operator.stats();
    var answer =
        new Answer()
            .with("accounts", stats.accounts())
            .with("online", stats.online())
            .with("logSize", stats.logSize())
            .with("circulation", Money.decimal(stats.circulation(), stats.unit()))
            .with("unit", stats.unit().code())
            .with("envelopesWaiting", stats.envelopesWaiting())
            .with("uptimeSeconds", stats.uptimeSeconds());
    if (metrics) {
      return answer.with("metrics", stats.metrics()).line(stats.metrics().stripTrailing());
    }
    return answer
        .line("Accounts: " + stats.accounts() + ", online: " + stats.online())
        .line("In circulation: " + Money.text(stats.circulation(), stats.unit()))
        .line("Events in the log: " + stats.logSize())
        .line("Messages waiting: " + stats.envelopesWaiting())
        .line("Up for " + stats.uptimeSeconds() + " s");
  }
}
