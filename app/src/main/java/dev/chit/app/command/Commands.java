package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// Runs one command from its words.
public final class Commands {
  private Commands() {}

  /// @param arguments the words behind the verb
  /// @return the exit code
  public static int run(Verb verb, List<String> arguments, Caller caller) {
    CommandLine line = line(verb, new Context(caller));
    String[] words = arguments.toArray(String[]::new);
    boolean json = Arrays.asList(words).contains("--json");
    line.setOut(new PrintWriter(caller.out(), true, UTF_8));
    line.setErr(new PrintWriter(caller.err(), true, UTF_8));
    line.setParameterExceptionHandler(
        (exception, all) -> Answer.print(wrongWords(verb, exception), caller, json));
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> Answer.print(Failures.of(exception), caller, json));
    return line.execute(words);
  }

  /// The verb that a typed word means.
  ///
  /// @throws CommandFailure if it means none, or several
  public static Verb find(String word) {
    List<Verb> found = Verb.matching(word);
    if (found.isEmpty()) {
      throw CommandFailure.usage("“" + word + "” is not a command; “chit help” lists them.");
    }
    if (found.size() > 1) {
      throw CommandFailure.usage(
          "“" + word + "” can mean " + String.join(", ", words(found)) + ": type a little more.");
    }
    return found.getFirst();
  }

  private static List<String> words(List<Verb> verbs) {
    return verbs.stream().map(Verb::word).toList();
  }

  static CommandLine line(Verb verb, Context context) {
    var line = new CommandLine(command(verb, context));
    line.addMixin("help", new HelpOption());
    line.setCommandName("chit " + verb.word());
    line.getCommandSpec().usageMessage().header(verb.summary());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setSubcommandsCaseInsensitive(true);
    line.setAbbreviatedSubcommandsAllowed(true);
    line.setExpandAtFiles(false);
    return line;
  }

  private static Object command(Verb verb, Context context) {
    return switch (verb) {
      case HELP -> new HelpCommand(context);
      case SERVER -> new ServerCommand(context);
      case COMPLETION -> new CompletionCommand(context);
    };
  }

  private static CommandFailure wrongWords(Verb verb, ParameterException exception) {
    String message = String.valueOf(exception.getMessage());
    String end = message.endsWith(".") ? "" : ".";
    return CommandFailure.usage(
        message + end + " “chit " + verb.word() + " --help” explains the command.");
  }
}
