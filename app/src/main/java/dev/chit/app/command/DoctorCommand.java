package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.console.Sizes;
import dev.chit.client.ChitClient;
import dev.chit.client.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Looks at what chit needs here: version, profile and who may read it, disk, database, server",
      "and its key, clock. Says of each what to do if it is wrong. Changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit doctor", "  chit doctor --json", "  chit doctor --server HOST:PORT"})
final class DoctorCommand implements Callable<Integer> {
  static final String SERVER = "server";

  private static final int JAVA_MIN = 25;
  private static final long DISK_BYTES_MIN = 100_000_000;
  private static final long DISK_BYTES_EASY = 1_000_000_000;
  private static final int CONNECT_MILLIS_MAX = 5_000;

  /// What the server asks of times in chits and links, a few times over.
  private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(2);

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;
  private final Checkup checkup = new Checkup();

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    version();
    disk();
    if (ChitClient.exists(options.home())) {
      home();
      profile();
    } else {
      checkup.failed(
          "profile",
          "There is no profile in " + options.home() + ".",
          "Start chit and answer its questions, or: chit register NAME --server"
              + " HOST:PORT#FINGERPRINT");
      options.server().ifPresentOrElse(this::port, () -> skipServer("no server is known"));
    }
    return checkup.answer().print(context.caller(), options.json(), options.quiet());
  }

  private void version() {
    String version = DoctorCommand.class.getPackage().getImplementationVersion();
    int java = Runtime.version().feature();
    String what = "chit %s on Java %d".formatted(version == null ? "development" : version, java);
    if (java >= JAVA_MIN) {
      checkup.ok("version", what);
    } else {
      checkup.failed("version", what, "Install Java " + JAVA_MIN + " or newer.");
    }
  }

  private void disk() {
    @Nullable Path there = options.home();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      checkup.skipped("disk", "No folder is there.");
      return;
    }
    long free = there.toFile().getUsableSpace();
    String what = Sizes.text(free) + " free";
    String todo = "Make room on the disk of " + options.home() + ".";
    if (free < DISK_BYTES_MIN) {
      checkup.failed("disk", what, todo);
    } else if (free < DISK_BYTES_EASY) {
      checkup.warning("disk", what, todo);
    } else {
      checkup.ok("disk", what);
    }
  }

  /// Keys and history are for their owner alone.
  private void home() throws IOException {
    Path home = options.home();
    for (Path file : List.of(home, home.resolve("vault"), home.resolve("state.db"))) {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view == null || !Files.exists(file)) {
        continue;
      }
      Set<PosixFilePermission> others = EnumSet.copyOf(OF_OTHERS);
      others.retainAll(view.readAttributes().permissions());
      if (!others.isEmpty()) {
        checkup.failed(
            "home",
            "Others on this machine may use " + file + ".",
            "chmod " + (Files.isDirectory(file) ? "700 " : "600 ") + file);
        return;
      }
    }
    checkup.ok("home", home + " is for you alone");
  }

  private void profile() throws InterruptedException {
    try {
      context.profiles().with(options, Profiles.Opening.EXISTING, this::inProfile);
    } catch (OwnerThereException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      CommandFailure why = Failures.of(e);
      checkup.failed("profile", why.sentence(), todo(why.code()));
      skipServer("the profile is closed");
    }
  }

  private static String todo(String code) {
    return switch (code) {
      case "profile-in-use" -> "End the chit that holds it, or wait for it.";
      case "passphrase-needed", "wrong-passphrase" ->
          "Give its passphrase: --passphrase-file FILE, or on a terminal.";
      case "newer-profile" -> "Run the newer chit that made it.";
      case "fingerprint-changed", "not-trusted" ->
          "Ask the operator whether the server's key was changed; until then use no other.";
      default -> "Restore the newest backup into a new home: chit restore FILE --home DIR";
    };
  }

  private int inProfile(ChitClient client) throws Exception {
    checkup.ok(
        "profile",
        (context.profiles().isOpen() ? "held by a running chit, " : "opens, ")
            + client.whoami().name().map(name -> "of " + name).orElse("not registered yet"));
    Optional<String> damage = client.health().store();
    if (damage.isPresent()) {
      checkup.failed(
          "store",
          "The database is damaged: " + damage.get(),
          "Restore the newest backup: chit restore FILE --home DIR");
    } else {
      checkup.ok("store", "the database is whole");
    }
    Optional<ServerAddress> server = client.whoami().server();
    if (server.isEmpty()) {
      skipServer("no server is known");
    } else if (port(server.get())) {
      connection(client, server.get());
    }
    return Exit.DONE;
  }

  private void skipServer(String why) {
    checkup.skipped(SERVER, why);
    checkup.skipped("clock", "nobody to compare it with");
  }

  private boolean port(ServerAddress server) {
    String place = server.host() + ":" + server.port();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS_MAX);
      checkup.ok("port", place + " answers");
      return true;
    } catch (IOException | IllegalArgumentException e) {
      checkup.failed(
          SERVER,
          place + " does not answer.",
          "Look whether the network is there, the server runs, and the address is right.");
      return false;
    }
  }

  private void connection(ChitClient client, ServerAddress server) throws InterruptedException {
    try {
      client.awaitConnected();
      checkup.ok(
          SERVER,
          "connected, and its key is the one known"
              + server.fingerprint().map(it -> " (" + it.grouped() + ")").orElse(""));
      clock(client);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      CommandFailure why = Failures.of(e);
      checkup.failed(SERVER, why.sentence(), todo(why.code()));
      checkup.skipped("clock", "nobody to compare it with");
    }
  }

  private void clock(ChitClient client) {
    Optional<Duration> ahead = client.health().serverAhead();
    if (ahead.isEmpty()) {
      checkup.skipped("clock", "the server said no time");
      return;
    }
    long seconds = ahead.get().toSeconds();
    if (ahead.get().abs().compareTo(CLOCK_OFF_MAX) <= 0) {
      checkup.ok("clock", "within " + Math.max(1, Math.abs(seconds)) + " s of the server's");
    } else {
      checkup.failed(
          "clock",
          "The server's clock is %d s %s this one."
              .formatted(Math.abs(seconds), seconds > 0 ? "ahead of" : "behind"),
          "Set this machine's clock (timedatectl set-ntp true), or tell the operator.");
    }
  }
}
