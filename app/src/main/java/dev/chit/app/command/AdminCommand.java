package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Runs on the server's machine, against the running server; backup and restore need none.",
      "Every act is logged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin issue alice 100.00 --data /srv/chit --reason \"cash paid in\"",
      "  chit admin accounts --data /srv/chit",
      "  chit admin invite --data /srv/chit --count 3",
      "  chit admin backup /backups/chit-2026-11-21 --data /srv/chit",
      "  chit admin web --data /srv/chit",
      "  chit admin issue --help"
    })
final class AdminCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data directory, for the command that follows.")
  private @Nullable Path data;

  @Nullable Path data() {
    return data;
  }

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
        .addSubcommand("web", new AdminWeb(context))
        .addSubcommand("export", new AdminExport(context))
        .addSubcommand("claim", new AdminClaim(context))
        .addSubcommand("door-keys", new AdminDoorKeys(context))
        .addSubcommand("onechat-ca", new AdminOnechatCa(context))
        .addSubcommand("onechat-user", new AdminOnechatUser(context))
        .addSubcommand("backup", new AdminBackup(context))
        .addSubcommand("restore", new AdminRestore(context));
  }
}
