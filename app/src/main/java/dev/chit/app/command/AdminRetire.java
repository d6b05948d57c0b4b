package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    header = "take units out of circulation",
    description = "Takes a chit that a member drew to the operator: chit draw operator AMOUNT.",
    footerHeading = "%nExamples:%n",
    footer = "  chit admin retire chit:1:… --data /srv/chit")
final class AdminRetire extends OperatorCommand {
  @Parameters(paramLabel = "CHIT", description = "The chit's text.")
  private String text = "";

  AdminRetire(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    return AdminIssue.answer("Retired", operator.retire(text.strip()));
  }
}
