package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ServerAddress;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.doors.DoorSpec;
import dev.chit.doors.Doors;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerLimits;
import dev.chit.server.ServerStartException;
import dev.chit.server.cosigning.WitnessAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Prints “ready HOST:PORT#FINGERPRINT” when it accepts connections. Members connect with",
      "exactly that. SIGTERM or Ctrl-C finishes what is under way, then stops."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit server --data /srv/chit --listen 0.0.0.0:7700 --unit EUR:2",
      "  chit server --data /tmp/try --listen 127.0.0.1:0 --unit HOUR:1 --opening-grant 10.0",
      "  chit server --data /srv/chit --witness 192.0.2.9:7800#FINGERPRINT",
      "  chit server --data /srv/chit --door micropay-2018=8080"
    })
final class ServerCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /// So many times the registrations of one address are taken from all addresses together.
  private static final int EVERYWHERE = 10;

  private final Context context;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept; by default chit-server in the user's data folder.")
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Address to listen on, port 0 for any free one (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1:7700";

  @Option(
      names = "--unit",
      paramLabel = "CODE:SCALE",
      description = "What a new ledger counts in, and its decimals (default: ${DEFAULT-VALUE}).")
  private String unit = "CHIT:2";

  @Option(
      names = "--opening-grant",
      paramLabel = "AMOUNT",
      description = "What every new account is given.")
  private @Nullable String openingGrant;

  @Option(names = "--invitation-only", description = "Registering takes an invitation.")
  private boolean invitationOnly;

  @Option(
      names = "--registrations",
      paramLabel = "N",
      description = {
        "Accounts that may be asked for from one network address in a minute; ten times as many",
        "from everywhere (default: ${DEFAULT-VALUE})."
      })
  private int registrations = ServerLimits.DEFAULT.registrations().perAddressPerMinute();

  @Option(
      names = "--witness",
      paramLabel = "HOST:PORT#FINGERPRINT",
      description = "Have this witness sign the log, as its “ready” line says; may be repeated.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--door",
      paramLabel = "NAME=PORT",
      description = {
        "Let an older program's clients in, on a port of the loopback address or NAME=HOST:PORT;",
        "may be repeated. NAME is micropay-2018, micropay-2019, micropay-2024, onechat or mailbox."
      })
  private List<String> doors = List.of();

  @Mixin private final BlobOptions blobs = new BlobOptions();

  ServerCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config = config();
    List<DoorSpec> specs = doors.stream().map(ServerCommand::door).toList();
    ChitServer server = start(config);
    try (Doors _ = open(server, config.data(), specs)) {
      EndSignal end = EndSignal.listen();
      context.caller().out().println("ready " + server.address());
      context.caller().out().flush();
      end.await();
    } finally {
      server.stop(DRAIN);
    }
    return Exit.DONE;
  }

  private ServerConfig config() {
    HostPort address = HostPort.parse(listen);
    try {
      Unit counted = Unit.parse(unit);
      long grant = openingGrant == null ? 0 : Amount.parse(openingGrant, counted).minor();
      ServerConfig plain = ServerConfig.of(data == null ? Homes.server() : data, counted);
      return blobs
          .place(context.caller())
          .map(plain::withFiles)
          .orElse(plain)
          .withListen(address.host(), address.port())
          .withOpeningGrant(grant)
          .withInvitationOnly(invitationOnly)
          .withWitnesses(witnesses.stream().map(ServerCommand::witness).toList())
          .withLimits(
              ServerLimits.DEFAULT
                  .with(blobs.limits())
                  .with(
                      new ServerLimits.Registrations(
                          Math.multiplyExact(registrations, EVERYWHERE), registrations)));
    } catch (ArithmeticException | IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    }
  }

  private static WitnessAddress witness(String text) {
    ServerAddress address = ProfileOptions.address(text);
    return new WitnessAddress(
        address.host(),
        address.port(),
        address
            .fingerprint()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "A witness is named with its fingerprint: HOST:PORT#FINGERPRINT.")));
  }

  private static ChitServer start(ServerConfig config) {
    try {
      return ChitServer.start(config);
    } catch (ServerStartException e) {
      throw CommandFailure.unusable(code(e.reason()), String.valueOf(e.getMessage()));
    }
  }

  private static DoorSpec door(String text) {
    try {
      return DoorSpec.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    }
  }

  private static Doors open(ChitServer server, Path data, List<DoorSpec> specs) {
    try {
      return Doors.open(server.services(), data, specs);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    } catch (IOException e) {
      throw CommandFailure.unusable(
          "cannot-open-door", "A door cannot be opened: " + e.getMessage() + ".");
    }
  }

  static String code(ServerStartException.Reason reason) {
    return switch (reason) {
      case ALREADY_RUNNING -> "already-running";
      case CANNOT_LISTEN -> "cannot-listen";
      case BAD_DIRECTORY -> "bad-directory";
      case NEWER_DATA -> "newer-data";
      case BAD_DATA -> "bad-data";
      case RESTORED_COPY -> "restored-copy";
    };
  }
}
