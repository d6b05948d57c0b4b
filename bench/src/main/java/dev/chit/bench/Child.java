package dev.chit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that was started here and ends here, by its own handle. What it writes goes to a file.
public final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LOG_TAIL_CHARS = 600;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /// Starts a program; both its outputs go to `log`.
  public static Child start(String name, List<String> command, Path log, Map<String, String> more)
      throws BenchException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(more);
    try {
      return new Child(name, builder.start(), log);
    } catch (IOException e) {
      throw BenchException.failed(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /// Runs a program to its end, and returns what it wrote.
  public static String run(
      String name, List<String> command, Path log, Map<String, String> more, Duration patience)
      throws BenchException, InterruptedException {
    try (Child child = start(name, command, log, more)) {
      if (!child.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw BenchException.failed(name + " did not end within " + patience.toSeconds() + " s.");
      }
      if (child.process.exitValue() != 0) {
        throw child.broken("failed");
      }
      return child.output();
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What it has written so far.
  public String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rest of the first line that starts with `prefix`, once it has been written.
  public String await(String prefix, Duration patience)
      throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
        String found =
            lines.lines().filter(line -> line.startsWith(prefix)).findFirst().orElse(null);
        if (found != null) {
          return found.substring(prefix.length());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!alive) {
        throw broken("ended");
      }
      if (System.nanoTime() > deadline) {
        throw broken("was not ready within " + patience.toSeconds() + " s");
      }
      Thread.sleep(20);
    }
  }

  /// An account of its end, with the last of what it wrote.
  public BenchException broken(String how) {
    String output = output().strip();
    String tail = output.substring(Math.max(0, output.length() - LOG_TAIL_CHARS));
    return BenchException.failed(name + " " + how + (tail.isEmpty() ? "." : ": " + tail));
  }

  /// Asks it to end, and after fifteen seconds makes it.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
