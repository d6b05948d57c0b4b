package dev.chit.app;

import dev.chit.app.command.Commands;
import dev.chit.app.command.Verb;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.console.ProcessCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The `chit` program.
public final class Main {
  private static final Set<String> OPTIONS_WITH_VALUE =
      Set.of("--home", "--server", "--passphrase-file");

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), ProcessCaller.ofThisProcess()));
  }

  /// Runs one command line.
  ///
  /// @return the exit code of the command contract
  public static int run(List<String> args, Caller caller) {
    List<String> words = verbFirst(args);
    try {
      if (words.isEmpty()) {
        return Commands.run(Verb.HELP, List.of(), caller);
      }
      return switch (words.getFirst()) {
        case "-h", "--help" -> Commands.run(Verb.HELP, List.of(), caller);
        case "-V", "--version" -> version(caller);
        default ->
            Commands.run(Commands.find(words.getFirst()), words.subList(1, words.size()), caller);
      };
    } catch (CommandFailure failure) {
      return Answer.print(failure, caller, args.contains("--json"));
    }
  }

  /// Lets options stand before the verb as well: `chit --home DIR balance`.
  private static List<String> verbFirst(List<String> args) {
    int verb = 0;
    while (verb < args.size() && args.get(verb).startsWith("--") && !isWord(args.get(verb))) {
      verb += OPTIONS_WITH_VALUE.contains(args.get(verb)) ? 2 : 1;
    }
    if (verb == 0 || verb >= args.size()) {
      return args;
    }
    var words = new ArrayList<String>(args.size());
    words.add(args.get(verb));
    words.addAll(args.subList(0, verb));
    words.addAll(args.subList(verb + 1, args.size()));
    return words;
  }

  private static boolean isWord(String option) {
    return option.equals("--help") || option.equals("--version");
  }

  private static int version(Caller caller) {
    String version = Main.class.getPackage().getImplementationVersion();
    caller.out().println("chit " + (version == null ? "development" : version));
    return Exit.DONE;
  }
}
