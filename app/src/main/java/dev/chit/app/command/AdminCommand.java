package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    description = "Runs on the server's machine, with the server running. Every act is logged.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin issue alice 100.00 --data /srv/chit --reason \"cash paid in\"",
      "  chit admin accounts --data /srv/chit",
      "  chit admin invite --data /srv/chit --count 3",
      "  chit admin issue --help"
    })
final class AdminCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw CommandFailure.usage("“chit admin --help” lists what the operator can do.");
  }

  static CommandLine line(Context context) {
    return new CommandLine(new AdminCommand())
        .addSubcommand("issue", new AdminIssue(context))
        .addSubcommand("retire", new AdminRetire(context))
        .addSubcommand("accounts", new AdminAccounts(context))
        .addSubcommand("freeze", AdminFreeze.freeze(context))
        .addSubcommand("thaw", AdminFreeze.thaw(context))
        .addSubcommand("limits", new AdminLimits(context))
        .addSubcommand("auditor", new AdminAuditor(context))
        .addSubcommand("invite", new AdminInvite(context))
        .addSubcommand("stats", new AdminStats(context))
        .addSubcommand("export", new AdminExport(context));
  }
}
