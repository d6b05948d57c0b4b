package dev.chit.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server in a process of its own, as an operator would start it.
public final class ServerProcess implements AutoCloseable {
  private static final long READY_SECONDS_MAX = 60;
  private static final long STOP_SECONDS_MAX = 15;
  private static final String READY = "ready ";

  private final Process process;
  private final String address;

  private ServerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Starts `chit server` with this program's own classes, and waits until it is ready.
  ///
  /// @param log file for what it says besides
  public static ServerProcess start(Path log, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.chit.app.Main",
            "server"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try {
      return new ServerProcess(process, ready(process, log));
    } catch (IOException | InterruptedException | CommandFailure e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// `HOST:PORT#FINGERPRINT`.
  public String address() {
    return address;
  }

  public long pid() {
    return process.pid();
  }

  /// Asks it to stop, as SIGTERM does, and waits.
  ///
  /// @return its exit code
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String ready(Process process, Path log) throws IOException, InterruptedException {
    var line = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> read(process.inputReader(UTF_8), line));
    try {
      String said = line.get(READY_SECONDS_MAX, TimeUnit.SECONDS);
      if (said.startsWith(READY)) {
        return said.substring(READY.length());
      }
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    }
    throw CommandFailure.unreachable(
        "no-server", "The server did not start: " + Files.readString(log).strip());
  }

  private static void read(BufferedReader reader, CompletableFuture<String> line) {
    try (reader) {
      String first = reader.readLine();
      line.complete(first == null ? "" : first);
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }
}
