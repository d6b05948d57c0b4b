package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which page of a list is meant.
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest N, at most 500 (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(
      names = "--before",
      paramLabel = "POSITION",
      description = "Those before this position (of receipts: before this log index).")
  private Optional<Long> before = Optional.empty();

  /// @param max of one page
  int limit(int max) throws CommandFailure {
    if (limit < 1 || limit > max) {
      throw CommandFailure.usage("--limit is 1 to " + max + ".");
    }
    return limit;
  }

  Optional<Long> before() {
    return before;
  }
}
