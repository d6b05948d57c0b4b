package dev.chit.app;

import dev.chit.app.command.Commands;
import dev.chit.app.command.Verb;
import dev.chit.app.command.Words;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.console.Logs;
import dev.chit.app.console.ProcessCaller;
import dev.chit.app.owner.OwnerClient;
import java.util.List;
import java.util.OptionalInt;

/// The `chit` program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    boolean serves =
        args.length > 0
            && (args[0].equals(Verb.SERVER.word()) || args[0].equals(Verb.WITNESS.word()));
    Logs.prepare(serves);
    if (!serves) {
      // Netty's events for the flight recorder would cost each command a twentieth of its start.
      System.setProperty("io.netty.jfr.enabled", "false");
    }
    System.exit(run(List.of(args), ProcessCaller.ofThisProcess()));
  }

  /// Runs one command line.
  ///
  /// @return the exit code of the command contract
  public static int run(List<String> args, Caller caller) {
    try {
      if (!args.isEmpty()
          && (args.getFirst().equals("--version") || args.getFirst().equals("-V"))) {
        return version(caller);
      }
      Words words = Words.parse(args);
      if (words.verb().place() != Verb.Place.EITHER) {
        OptionalInt done = throughOwner(words, args, caller);
        if (done.isPresent()) {
          return done.getAsInt();
        }
      }
      int exit = Commands.run(words, caller);
      return exit == Commands.FOR_THE_OWNER
          ? OwnerClient.run(words.home(), args, caller).orElseThrow(Main::profileInUse)
          : exit;
    } catch (CommandFailure failure) {
      return Answer.print(failure, caller, args.contains("--json"));
    }
  }

  private static OptionalInt throughOwner(Words words, List<String> args, Caller caller) {
    return words.isForOwner() && !words.help()
        ? OwnerClient.run(words.home(), args, caller)
        : OptionalInt.empty();
  }

  private static CommandFailure profileInUse() {
    return CommandFailure.unusable(
        "profile-in-use", "Another chit holds this profile; leave it there first.");
  }

  private static int version(Caller caller) {
    String version = Main.class.getPackage().getImplementationVersion();
    caller.out().println("chit " + (version == null ? "development" : version));
    return Exit.DONE;
  }
}
