package dev.chit.bench;

import com.google.gson.JsonObject;
import dev.chit.bench.peer.Mosquitto;
import dev.chit.bench.peer.PgBench;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;

/// Measures a server under load, alone or turn by turn with a peer.
///
/// ```java
/// int exit = Bench.run(new String[] {"pay", "--against", "pgbench", "--json"}, out, err);
/// ```
///
/// The server runs in a process of its own, on temporary data; the load comes from this process, by
/// real client connections over TLS. Exit codes: 0 done, 1 something is missing or broke, 2 wrong
/// usage. See `docs/benchmarks.md`.
public final class Bench {
  private static final int INTERRUPTED = 130;

  private Bench() {}

  /// Runs with the server of the program that runs now.
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(ServerCommand.ofThisProgram(), args, out, err);
  }

  /// Runs with a server that is started by the given command.
  public static int run(ServerCommand server, String[] args, PrintStream out, PrintStream err) {
    try {
      BenchOptions options = BenchOptions.parse(args);
      measure(server, options, out, err);
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
      ServerCommand command, BenchOptions options, PrintStream out, PrintStream err)
      throws BenchException, InterruptedException {
    Optional<Side> peer = startPeer(options);
    try (Side ours = Chit.start(command, options)) {
      new Sitting(options, new Report(options, out), err).hold(ours, peer);
    } finally {
      peer.ifPresent(Side::close);
    }
  }

  private static Optional<Side> startPeer(BenchOptions options)
      throws BenchException, InterruptedException {
    if (options.against().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (options.against().get()) {
          case PGBENCH -> PgBench.start(options.directory(), options.scale());
          case MOSQUITTO ->
              Mosquitto.start(
                  options.directory(),
                  options.clients(),
                  options.window(),
                  Relay.PLAINTEXT_BYTES,
                  Relay.PACED_PER_SECOND);
        });
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
