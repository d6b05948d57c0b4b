package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.Administered;
import dev.chit.client.OperatorClient;
import dev.chit.core.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "let an account export the whole log, or no longer",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin auditor ann --data /srv/chit --reason \"elected in May\"",
      "  chit admin auditor ann --revoke --data /srv/chit"
    })
final class AdminAuditor extends OperatorCommand {
  @Parameters(paramLabel = "NAME", description = "Whose account.")
  private String name = "";

  @Option(names = "--revoke", description = "Take the right away.")
  private boolean revoke;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For the log and its auditors, at most 200 bytes.")
  private String reason = "";

  AdminAuditor(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    AccountName member = Typed.name(name);
    Administered done =
        revoke ? operator.dismissAuditor(member, reason) : operator.appointAuditor(member, reason);
    String shown = Clean.line(member.value());
    return new Answer()
        .with("name", member.value())
        .with("auditor", !revoke)
        .with("index", done.index())
        .line(
            revoke
                ? shown + " may no longer export the log."
                : shown + " may export the log: everybody's payments, without their memos.");
  }
}
