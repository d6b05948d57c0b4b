package dev.chit.app.crash;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ClientConfig;
import dev.chit.client.ServerAddress;
import dev.chit.testkit.crash.Child;
import dev.chit.testkit.crash.ChildProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [BusyMember], again and again in the same profile.
final class ClientProcess implements AutoCloseable {
  final String name;
  final String other;
  final Told told;
  private final ChildProgram program;
  private final Path home;
  private final ServerAddress server;
  private int runs;
  private @Nullable Child child;

  ClientProcess(
      String name, String other, ChildProgram program, Path home, ServerAddress server, Told told) {
    this.name = name;
    this.other = other;
    this.program = program;
    this.home = home;
    this.server = server;
    this.told = told;
  }

  /// The first start; its gentle end makes later ones faster.
  void launchLearning() throws IOException {
    child = program.startLearning(arguments(), told::line);
  }

  void launch() throws IOException {
    child = program.start(arguments(), told::line);
  }

  private List<String> arguments() {
    return List.of(home.toString(), server.toString(), name, other, Integer.toString(++runs));
  }

  /// SIGTERM, and the end that follows.
  void stop() throws IOException, InterruptedException {
    if (child != null) {
      child.stop();
    }
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    if (child != null) {
      child.kill();
    }
  }

  /// The profile, opened by this process once the other is gone.
  ChitClient open() throws ChitException {
    return ChitClient.open(ClientConfig.of(home).withServer(server));
  }

  /// How it is, for a message.
  String story() {
    return child == null ? "It was never started." : child.story();
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
