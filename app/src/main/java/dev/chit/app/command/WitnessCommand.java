package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ServerAddress;
import dev.chit.crypto.Fingerprint;
import dev.chit.server.ServerStartException;
import dev.chit.server.witness.WitnessConfig;
import dev.chit.server.witness.WitnessServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Signs the checkpoints of the logs that it is told to watch, as long as each of them only",
      "grows. Prints “ready HOST:PORT#FINGERPRINT”, which is for the servers (chit server",
      "--witness), and “vkey …”, which is for their members (chit register --witness). Run it on",
      "a machine of somebody else than the server's operator. SIGTERM or Ctrl-C stops it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit witness --data /srv/witness --listen 0.0.0.0:7800 --log 192.0.2.7:7700#FINGERPRINT"
    })
final class WitnessCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where its key is kept, and what it signed; by default chit-witness in the user's data"
              + " folder.")
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Address to listen on, port 0 for any free one (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1:7800";

  @Option(
      names = "--log",
      paramLabel = "HOST:PORT#FINGERPRINT",
      required = true,
      description = "A server whose log to watch, as its “ready” line says; may be repeated.")
  private List<String> logs = List.of();

  WitnessCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    WitnessServer witness = start(config());
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      witness.close();
                      stopped.countDown();
                    }));
    context.caller().out().println("ready " + witness.address());
    context.caller().out().println("vkey " + witness.key().vkey());
    context.caller().out().flush();
    stopped.await();
    return Exit.DONE;
  }

  private WitnessConfig config() {
    HostPort address = HostPort.parse(listen);
    Set<Fingerprint> watched =
        logs.stream().map(WitnessCommand::fingerprint).collect(Collectors.toSet());
    try {
      return new WitnessConfig(
          data == null ? Homes.witness() : data, address.host(), address.port(), watched);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    }
  }

  private static Fingerprint fingerprint(String log) {
    ServerAddress address = ProfileOptions.address(log);
    return address
        .fingerprint()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "A log is named with its server's fingerprint: HOST:PORT#FINGERPRINT."));
  }

  private static WitnessServer start(WitnessConfig config) {
    try {
      return WitnessServer.start(config);
    } catch (ServerStartException e) {
      throw CommandFailure.unusable(ServerCommand.code(e.reason()), String.valueOf(e.getMessage()));
    }
  }
}
