package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.Administered;
import dev.chit.client.OperatorClient;
import dev.chit.core.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Freezing an account and thawing it again.
abstract class AdminFreeze extends OperatorCommand {
  @Parameters(paramLabel = "NAME", description = "Whose account.")
  private String name = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For the log and its auditors, at most 200 bytes.")
  private String reason = "";

  AdminFreeze(Context context) {
    super(context);
  }

  static AdminFreeze freeze(Context context) {
    return new Freeze(context);
  }

  static AdminFreeze thaw(Context context) {
    return new Thaw(context);
  }

  @Override
  final Answer answer(OperatorClient operator) throws Exception {
    AccountName member = Typed.name(name);
    Administered done = act(operator, member, reason);
    return new Answer()
        .with("name", member.toString())
        .with("index", done.index())
        .line(sentence(member));
  }

  abstract Administered act(OperatorClient operator, AccountName member, String reason)
      throws Exception;

  abstract String sentence(AccountName member);

  @Command(
      header = "let an account pay nothing until it is thawed",
      footerHeading = "%nExamples:%n",
      footer = "  chit admin freeze mallory --data /srv/chit --reason \"stolen laptop\"")
  private static final class Freeze extends AdminFreeze {
    Freeze(Context context) {
      super(context);
    }

    @Override
    Administered act(OperatorClient operator, AccountName member, String reason) throws Exception {
      return operator.freeze(member, reason);
    }

    @Override
    String sentence(AccountName member) {
      return member + " is frozen.";
    }
  }

  @Command(
      header = "undo a freeze",
      footerHeading = "%nExamples:%n",
      footer = "  chit admin thaw mallory --data /srv/chit")
  private static final class Thaw extends AdminFreeze {
    Thaw(Context context) {
      super(context);
    }

    @Override
    Administered act(OperatorClient operator, AccountName member, String reason) throws Exception {
      return operator.thaw(member, reason);
    }

    @Override
    String sentence(AccountName member) {
      return member + " is no longer frozen.";
    }
  }
}
