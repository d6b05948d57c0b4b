package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ClientConfig;
import dev.chit.client.ServerAddress;
import dev.chit.client.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which profile and which server, and how to answer: on every client command.
@Command
final class ProfileOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The profile; by default chit in the user's data folder.")
  private @Nullable Path home;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT[#FINGERPRINT]",
      description = "The server, exactly as its “ready” line says. Kept in the profile.")
  private @Nullable String server;

  @Option(
      names = "--trust-first",
      description = "Trust the server that answers first, and only that one from then on.")
  private boolean trustFirst;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Its first line opens the profile; CHIT_PASSPHRASE does as well.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--no-passphrase",
      description = "Make the profile without one: whoever reads its files has the account.")
  private boolean noPassphrase;

  @Option(names = "--json", description = "Answer with JSON, one object a line.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the one value that matters, or nothing.")
  private boolean quiet;

  /// Reads options without a command around them.
  static ProfileOptions parse(List<String> arguments) {
    var options = new ProfileOptions();
    new CommandLine(options)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    return options;
  }

  Path home() {
    return (home == null ? Homes.profile() : home).toAbsolutePath().normalize();
  }

  boolean isHomeNamed() {
    return home != null;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  Optional<ServerAddress> server() {
    return Optional.ofNullable(server).map(ProfileOptions::address);
  }

  /// How to open the profile, without asking anybody.
  ClientConfig config(Caller caller) {
    ClientConfig config =
        ClientConfig.of(home())
            .withTrustFirst(trustFirst)
            .withUnlock(passphrase(caller).orElse(Unlock.none()));
    return server().map(config::withServer).orElse(config);
  }

  /// Whether it was said how a new profile is to be kept.
  boolean saysHowToKeep(Caller caller) {
    return noPassphrase || passphrase(caller).isPresent();
  }

  static ServerAddress address(String text) {
    try {
      return ServerAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.unusable("wrong-server", String.valueOf(wrong.getMessage()));
    }
  }

  private Optional<Unlock> passphrase(Caller caller) {
    if (noPassphrase) {
      return Optional.empty();
    }
    String fromEnvironment = caller.env("CHIT_PASSPHRASE");
    if (passphraseFile != null) {
      return Optional.of(Unlock.passphrase(firstLine(passphraseFile).toCharArray()));
    }
    return fromEnvironment == null || fromEnvironment.isEmpty()
        ? Optional.empty()
        : Optional.of(Unlock.passphrase(fromEnvironment.toCharArray()));
  }

  static String firstLine(Path file) {
    try (var reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      if (line != null && !line.isEmpty()) {
        return line;
      }
    } catch (IOException unreadable) {
      throw CommandFailure.unusable(
          "bad-passphrase-file", "The passphrase file " + file + " cannot be read.");
    }
    throw CommandFailure.unusable(
        "bad-passphrase-file", "The passphrase file " + file + " is empty.");
  }
}
