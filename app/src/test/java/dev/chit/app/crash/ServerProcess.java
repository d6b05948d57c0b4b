package dev.chit.app.crash;

import dev.chit.app.Main;
import dev.chit.client.ServerAddress;
import dev.chit.testkit.crash.Child;
import dev.chit.testkit.crash.ChildProgram;
import dev.chit.testkit.crash.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// `chit server` as a process, again and again on the same directory and port.
final class ServerProcess implements AutoCloseable {
  private static final String GRANT = "10000000000.00";
  private static final String READY = "ready ";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildProgram program;
  private final Path data;
  private final int port;
  private @Nullable Child child;

  ServerProcess(Path scratch, Random random) throws IOException {
    this(ChildProgram.of(Main.class.getName(), scratch.resolve("program")), scratch, random);
  }

  /// @param program that is `chit`
  ServerProcess(ChildProgram program, Path scratch, Random random) throws IOException {
    this.program = program;
    data = scratch.resolve("data");
    port = FreePort.find(random);
  }

  Path data() {
    return data;
  }

  ChildProgram program() {
    return program;
  }

  /// The first start; its gentle end makes later ones faster.
  ServerAddress startLearning() throws IOException, InterruptedException {
    child = program.startLearning(arguments(), _ -> {});
    return awaitReady();
  }

  /// Starts the process, and does not wait.
  void launch() throws IOException {
    child = program.start(arguments(), _ -> {});
  }

  /// Waits until the server accepts connections.
  ServerAddress awaitReady() throws IOException, InterruptedException {
    String line = child().awaitFirstLine(PATIENCE);
    if (!line.startsWith(READY)) {
      throw new IOException("The server said “" + line + "”. " + child().story());
    }
    return ServerAddress.parse(line.substring(READY.length()));
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    child().kill();
  }

  /// Has every write to a file fail from now on, or succeed again.
  void diskTakes(boolean something) throws IOException, InterruptedException {
    String most = something ? "unlimited" : "0";
    var command = List.of("prlimit", "--pid", "" + child().pid(), "--fsize=" + most + ":unlimited");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /// SIGTERM, and the end that follows.
  void stop() throws IOException, InterruptedException {
    child().stop();
  }

  long pid() {
    return child().pid();
  }

  /// How it is, for a message.
  String story() {
    return child == null ? "It was never started." : child.story();
  }

  private Child child() {
    if (child == null) {
      throw new IllegalStateException("not started");
    }
    return child;
  }

  private List<String> arguments() {
    return List.of(
        "server",
        "--data",
        data.toString(),
        "--listen",
        "127.0.0.1:" + port,
        "--unit",
        "EUR:2",
        "--opening-grant",
        GRANT);
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
