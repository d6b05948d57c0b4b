package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.OperatorClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Something that the operator does, on the server's machine, against the running server.
abstract class OperatorCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The server's data directory; by default chit-server in the user's data folder.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Answer with JSON, one object a line.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the one value that matters, or nothing.")
  private boolean quiet;

  private final Context context;

  OperatorCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws Exception {
    try (OperatorClient operator =
        OperatorClient.open(data == null ? Homes.server() : data, PATIENCE)) {
      return answer(operator).print(context.caller(), json, quiet);
    }
  }

  abstract Answer answer(OperatorClient operator) throws Exception;
}
