package dev.chit.testkit.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A child process that is killed without warning, or stopped gently. It never outlives this one.
///
/// What it wrote before it died is read to the last byte: its handle is asked to end it, because
/// the process object would close the stream from which that is read.
public final class Child implements AutoCloseable {
  private static final int TAIL_CHARS = 4_000;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final Thread reader;
  private final Thread reaper;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();

  private Child(Process process, Path log, Consumer<String> onLine) {
    this.process = process;
    this.log = log;
    this.reader = Thread.ofVirtual().name("child-output").start(() -> read(onLine));
    this.reaper = Thread.ofPlatform().unstarted(() -> process.toHandle().destroyForcibly());
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  static Child start(List<String> command, Path log, Consumer<String> onLine) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Child(process, log, onLine);
  }

  private void read(Consumer<String> onLine) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        firstLine.complete(line);
        onLine.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      firstLine.completeExceptionally(new IOException("it ended before its first line"));
    }
  }

  /// The first line that it writes, once it has.
  ///
  /// @throws IOException if it ends before, or takes longer, with the last of its log
  public String awaitFirstLine(Duration patience) throws IOException, InterruptedException {
    try {
      return firstLine.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      throw new IOException("The child ended before its first line. " + story(), e);
    } catch (TimeoutException e) {
      throw new IOException("The child wrote no first line. " + story(), e);
    }
  }

  /// Says something to it: one line of its standard input.
  public void tell(String line) throws IOException {
    var to = process.outputWriter(StandardCharsets.UTF_8);
    to.write(line);
    to.newLine();
    to.flush();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it at once, in the middle of whatever it does (SIGKILL), and returns when it is gone and
  /// all that it wrote has been handed over.
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /// Asks it to end (SIGTERM), and waits until it has.
  ///
  /// @throws IOException if it does not within a minute
  public void stop() throws IOException, InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("The child did not stop. " + story());
    }
    awaitEnd();
  }

  /// Waits until it ends by itself.
  ///
  /// @return its exit code
  /// @throws IOException if it takes longer
  public int awaitExit(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("The child goes on. " + story());
    }
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() throws InterruptedException {
    process.waitFor();
    reader.join();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // This process is ending as well.
    }
  }

  /// Whether it lives, and the last of its log, for a message.
  public String story() {
    String text;
    try {
      text = Files.readString(log, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      text = "no log: " + e.getMessage();
    }
    String state =
        process.isAlive() ? "It is alive." : "It ended with " + process.exitValue() + ".";
    return state
        + " The end of its log:\n"
        + text.substring(Math.max(0, text.length() - TAIL_CHARS));
  }

  /// Kills it if it still lives.
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
