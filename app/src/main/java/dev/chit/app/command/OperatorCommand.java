package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.OperatorClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// Something that the operator does, on the server's machine, against the running server.
abstract class OperatorCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  private final Context context;

  OperatorCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws Exception {
    try (OperatorClient operator = OperatorClient.open(options.data(admin), PATIENCE)) {
      return answer(operator).print(context.caller(), options.json(), options.quiet());
    }
  }

  abstract Answer answer(OperatorClient operator) throws Exception;
}
