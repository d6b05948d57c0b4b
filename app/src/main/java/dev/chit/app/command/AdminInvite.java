package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.Invitation;
import dev.chit.client.OperatorClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    header = "make invitations",
    description = "Each code lets one person register, once. It is shown only now.",
    footerHeading = "%nExamples:%n",
    footer = "  chit admin invite --data /srv/chit --count 3")
final class AdminInvite extends OperatorCommand {
  private static final int COUNT_MAX = 100;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many, at most 100 (default: ${DEFAULT-VALUE}).")
  private int count = 1;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For the log and its auditors, at most 200 bytes.")
  private String reason = "";

  AdminInvite(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    if (count < 1 || count > COUNT_MAX) {
      throw CommandFailure.usage("--count is 1 to " + COUNT_MAX + ".");
    }
    List<Invitation> invitations = operator.invite(count, reason);
    var codes = new JsonArray();
    var answer = new Answer().with("codes", codes);
    for (Invitation invitation : invitations) {
      codes.add(invitation.code());
      answer.line(invitation.code());
    }
    return answer.value(String.join("\n", invitations.stream().map(Invitation::code).toList()));
  }
}
