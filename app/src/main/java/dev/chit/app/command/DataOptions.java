package dev.chit.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server's directory, and how to answer: on every command of the operator's.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The server's data directory; by default chit-server in the user's data folder.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Answer with JSON, one object a line.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the one value that matters, or nothing.")
  private boolean quiet;

  /// @param around what was said before the subcommand's name
  Path data(AdminCommand around) {
    Path said = data == null ? around.data() : data;
    return said == null ? Homes.server() : said;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }
}
