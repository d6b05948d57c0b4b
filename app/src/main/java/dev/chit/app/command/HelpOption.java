package dev.chit.app.command;

import picocli.CommandLine.Option;

/// `--help`, on every command.
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this command.")
  boolean asked;
}
