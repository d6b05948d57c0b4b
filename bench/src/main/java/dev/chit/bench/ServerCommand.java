package dev.chit.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How a chit server is started as a process: words to which `--data DIR` and the like are added.
public record ServerCommand(List<String> words) {
  private static final String MAIN = "dev.chit.app.Main";

  public ServerCommand {
    words = List.copyOf(words);
  }

  /// The program that runs now, with its JVM and options, as `chit server`.
  static ServerCommand ofThisProgram() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ServerCommand(
        Stream.of(
                Stream.of(java.toString()),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(ServerCommand::concernsEveryJvm),
                Stream.of("-cp", System.getProperty("java.class.path"), MAIN, "server"))
            .flatMap(words -> words)
            .toList());
  }

  /// Debuggers, recordings and class archives are this process's own.
  private static boolean concernsEveryJvm(String option) {
    return !option.startsWith("-agent")
        && !option.startsWith("-javaagent")
        && !option.startsWith("-XX:StartFlightRecording")
        && !option.startsWith("-XX:SharedArchiveFile");
  }

  List<String> with(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return all;
  }
}
