package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.Preparation;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Runs one command from its words.
public final class Commands {
  /// Not an exit code: another process owns the profile, and is the one to do the command.
  public static final int FOR_THE_OWNER = -1;

  private Commands() {}

  /// @return the exit code, or [#FOR_THE_OWNER]
  public static int run(Words words, Caller caller) {
    if (words.isForOwner() && !words.help()) {
      Preparation.begin();
    }
    return run(words, new Context(caller, new OneShotProfiles(caller)));
  }

  /// Does the words of another process on a profile that is open here.
  static int runAsOwner(List<String> typed, Caller caller, Profiles profiles) {
    try {
      Words words = Words.parse(typed);
      if (words.verb().place() == Verb.Place.HERE) {
        throw CommandFailure.unusable("profile-in-use", "Another chit holds this profile already.");
      }
      return run(words, new Context(caller, profiles));
    } catch (CommandFailure failure) {
      return Answer.print(failure, caller, typed.contains("--json"));
    }
  }

  static int run(Words words, Context context) {
    Caller caller = context.caller();
    CommandLine line = line(words, context);
    line.setOut(new PrintWriter(caller.out(), true, UTF_8));
    line.setErr(new PrintWriter(caller.err(), true, UTF_8));
    line.setParameterExceptionHandler(
        (exception, _) -> Answer.print(wrongWords(exception), caller, words.json()));
    line.setExecutionExceptionHandler(
        (exception, _, _) ->
            exception instanceof OwnerThereException
                ? FOR_THE_OWNER
                : Answer.print(Failures.of(exception), caller, words.json()));
    return line.execute(words.arguments().toArray(String[]::new));
  }

  /// The program with all its commands, to be described.
  static CommandLine all(Context context) {
    var all = new CommandLine(CommandSpec.create().name("chit"));
    for (Verb verb : Verb.values()) {
      all.addSubcommand(verb.word(), line(verb, context));
    }
    return all;
  }

  static CommandLine line(Verb verb, Context context) {
    return line(new Words(verb, List.of()), context);
  }

  private static CommandLine line(Words words, Context context) {
    CommandLine line = command(words, context);
    line.setCommandName("chit " + words.verb().word());
    line.getCommandSpec().usageMessage().header(words.verb().summary());
    line.setOverwrittenOptionsAllowed(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setSubcommandsCaseInsensitive(true);
    line.setAbbreviatedSubcommandsAllowed(true);
    line.setExpandAtFiles(false);
    line.addMixin("help", new HelpOption());
    line.getSubcommands().values().forEach(sub -> sub.addMixin("help", new HelpOption()));
    return line;
  }

  private static CommandLine command(Words words, Context context) {
    return switch (words.verb()) {
      case REGISTER -> new CommandLine(new RegisterCommand(context));
      case LOGIN -> new CommandLine(new LoginCommand(context));
      case WHOAMI -> new CommandLine(new WhoamiCommand(context));
      case BACKUP -> new CommandLine(new BackupCommand(context));
      case RESTORE -> new CommandLine(new RestoreCommand(context));
      case LIST -> new CommandLine(new ListCommand(context));
      case ACCOUNT -> new CommandLine(new AccountCommand(context));
      case FIND -> new CommandLine(new FindCommand(context));
      case INVITE -> new CommandLine(new InviteCommand(context));
      case FRIENDS -> new CommandLine(new FriendsCommand(context));
      case BLOCK -> new CommandLine(new BlockCommand(context));
      case UNBLOCK -> new CommandLine(new UnblockCommand(context));
      case STATUS -> new CommandLine(new StatusCommand(context));
      case MSG -> new CommandLine(new MsgCommand(context));
      case CHAT -> new CommandLine(new ChatCommand(context));
      case HISTORY -> new CommandLine(new HistoryCommand(context));
      case GROUP -> new CommandLine(new GroupCommand(context));
      case SEARCH -> new CommandLine(new SearchCommand(context));
      case EXPORT -> new CommandLine(new ExportCommand(context));
      case FORGET -> new CommandLine(new ForgetCommand(context));
      case DISAPPEAR -> new CommandLine(new DisappearCommand(context));
      case EDIT -> new CommandLine(new EditCommand(context));
      case UNSEND -> new CommandLine(new UnsendCommand(context));
      case WATCH -> new CommandLine(new WatchCommand(context));
      case DEVICE -> new CommandLine(new DeviceCommand(context));
      case DEVICES -> new CommandLine(new DevicesCommand(context));
      case RENAME_DEVICE -> new CommandLine(new RenameDeviceCommand(context));
      case LINK -> new CommandLine(new LinkCommand(context));
      case SEND -> new CommandLine(new SendCommand(context));
      case SAVE -> new CommandLine(new SaveCommand(context));
      case FILES -> new CommandLine(new FilesCommand(context));
      case BALANCE -> new CommandLine(new BalanceCommand(context));
      case PAY -> new CommandLine(new PayCommand(context));
      case REQUEST -> new CommandLine(new RequestCommand(context));
      case SPLIT -> new CommandLine(new SplitCommand(context));
      case REQUESTS -> new CommandLine(new RequestsCommand(context));
      case ACCEPT -> new CommandLine(new AcceptCommand(context));
      case REFUSE -> new CommandLine(new RefuseCommand(context));
      case REMIND -> new CommandLine(new RemindCommand(context));
      case WITHDRAW -> new CommandLine(new WithdrawCommand(context));
      case CERTIFY -> new CommandLine(new CertifyCommand(context));
      case CANCEL -> new CommandLine(new CancelCommand(context));
      case REVOKE -> new CommandLine(new RevokeCommand(context));
      case REFUND -> new CommandLine(new RefundCommand(context));
      case CHITS -> new CommandLine(new ChitsCommand(context));
      case QR -> new CommandLine(new QrCommand(context));
      case DRAW -> new CommandLine(new DrawCommand(context));
      case HAND -> new CommandLine(new HandCommand(context));
      case REDEEM -> new CommandLine(new RedeemCommand(context));
      case RECEIPTS -> new CommandLine(new ReceiptsCommand(context));
      case STATEMENT -> new CommandLine(new StatementCommand(context));
      case VERIFY -> new CommandLine(new VerifyCommand(context));
      case LOG -> new CommandLine(new LogCommand(context));
      case SERVER -> new CommandLine(new ServerCommand(context));
      case ADMIN -> AdminCommand.line(context);
      case WITNESS -> new CommandLine(new WitnessCommand(context));
      case AUDIT -> new CommandLine(new AuditCommand(context));
      case SHELL -> new CommandLine(new ShellCommand(context, words.arguments()));
      case TUI -> new CommandLine(new TuiCommand(context, words.arguments()));
      case WEB -> new CommandLine(new WebCommand(context));
      case AGENT -> new CommandLine(new AgentCommand(context));
      case DOCTOR -> new CommandLine(new DoctorCommand(context));
      case BENCH -> BenchCommand.line(context, words.arguments());
      case DEMO -> new CommandLine(new DemoCommand(context));
      case COMPLETION -> new CommandLine(new CompletionCommand(context));
      case HELP -> new CommandLine(new HelpCommand(context));
    };
  }

  private static CommandFailure wrongWords(ParameterException exception) {
    String message = String.valueOf(exception.getMessage());
    String name = exception.getCommandLine().getCommandSpec().qualifiedName();
    if (exception.getArgSpec() != null && exception.getArgSpec().type().isEnum()) {
      String choices =
          String.join(
              ", ",
              Stream.of(exception.getArgSpec().type().getEnumConstants())
                  .map(Object::toString)
                  .toList());
      message = "“" + exception.getValue() + "” is not one of " + choices + ".";
    }
    return CommandFailure.usage(
        message.lines().findFirst().orElse("")
            + (message.endsWith(".") ? "" : ".")
            + " “"
            + name
            + " --help” explains the command.");
  }
}
