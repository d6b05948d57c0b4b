package dev.chit.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program in Go, which shares nothing with this one: built from its source with Debian's
/// packages `golang-go` and those of the libraries that it uses.
public final class GoProgram {
  private static final Path LIBRARIES = Path.of("/usr/share/gocode");

  private final Path binary;

  /// How it ended.
  ///
  /// @param output what it printed, errors included
  public record Result(int exit, String output) {}

  private GoProgram(Path binary) {
    this.binary = binary;
  }

  /// Whether this machine has what building takes.
  ///
  /// @param library as programs import it
  public static boolean canBeBuiltWith(String library) {
    return Files.isExecutable(Path.of("/usr/bin/go"))
        && Files.isDirectory(LIBRARIES.resolve("src").resolve(library));
  }

  /// @param source a directory with one program
  /// @param work an empty directory, for the program and what building leaves
  public static GoProgram build(Path source, Path work) throws IOException, InterruptedException {
    Path binary = work.resolve("program");
    Result built = run(source, work, List.of("/usr/bin/go", "build", "-o", binary.toString(), "."));
    if (built.exit() != 0) {
      throw new IOException("go build: " + built.output());
    }
    return new GoProgram(binary);
  }

  public Result run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    Path directory = binary.resolveSibling(".");
    return run(directory, directory, command);
  }

  private static Result run(Path directory, Path work, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                LIBRARIES.toString(),
                "GOCACHE",
                work.resolve("cache").toAbsolutePath().toString()));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
