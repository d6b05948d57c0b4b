package dev.chit.bench;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Arrays;

/// Measures a server under load, alone or turn by turn with a peer; and the audit against its
/// limit.
///
/// ```java
/// String[] words = {"pay", "--against", "pgbench", "--json"};
/// int exit = Bench.run(words, out, err, Progress.NONE);
/// ```
///
/// The server runs in a process of its own, on temporary data; the load comes from this process, by
/// real client connections over TLS. Exit codes: 0 done, 1 something is missing or broke, 2 wrong
/// usage. See `docs/benchmarks.md`.
public final class Bench {
  private static final int INTERRUPTED = 130;

  private Bench() {}

  /// Runs with the server of the program that runs now.
  ///
  /// @param progress told while something is made that is measured later
  public static int run(String[] args, PrintStream out, PrintStream err, Progress progress) {
    return run(ServerCommand.ofThisProgram(), args, out, err, progress);
  }

  /// Runs with a server that is started by the given command.
  public static int run(
      ServerCommand server, String[] args, PrintStream out, PrintStream err, Progress progress) {
    try {
      BenchOptions options = BenchOptions.parse(args);
      measure(server, options, out, err, options.json() ? Progress.NONE : progress);
      return 0;
    } catch (BenchException e) {
      complain(e, Arrays.asList(args).contains("--json"), out, err);
      return e.exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private static void measure(
      ServerCommand command,
      BenchOptions options,
      PrintStream out,
      PrintStream err,
      Progress progress)
      throws BenchException, InterruptedException {
    try (Sides sides = Sides.start(command, options, progress)) {
      new Sitting(options, new Report(options, out), err).hold(sides);
    }
  }

  private static void complain(
      BenchException failure, boolean json, PrintStream out, PrintStream err) {
    String message = String.valueOf(failure.getMessage());
    if (json) {
      JsonObject error = new JsonObject();
      error.addProperty("code", failure.code());
      error.addProperty("message", message);
      JsonObject line = new JsonObject();
      line.add("error", error);
      out.println(line);
    } else {
      err.println(failure.code() + ": " + message);
    }
  }
}
