package dev.chit.app.contract;

import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real server that grants 100.00 EUR to everybody, and room for profiles.
final class Town implements AutoCloseable {
  private final Path directory;
  private final ServerConfig config;
  private final int port;
  private ChitServer server;

  private Town(Path directory, ServerConfig config) throws ServerStartException {
    this.directory = directory;
    this.config = config;
    this.server = ChitServer.start(config);
    this.port = server.port();
  }

  static Town build(Path directory) throws IOException, ServerStartException {
    Path data = Files.createDirectories(directory.resolve("server"));
    return new Town(directory, ServerConfig.of(data, Unit.parse("EUR:2")).withOpeningGrant(100_00));
  }

  String address() {
    return server.address();
  }

  int port() {
    return port;
  }

  String data() {
    return directory.resolve("server").toString();
  }

  String home(String name) {
    return directory.resolve(name).toString();
  }

  /// Registers somebody without passphrase.
  void welcome(String name) {
    Chit.run("register", name, "--home", home(name), "--no-passphrase", "--server", address()).ok();
  }

  /// The server goes, its directory stays.
  void stop() {
    server.close();
  }

  /// It comes back where it was.
  void startAgain() throws ServerStartException {
    server = ChitServer.start(config.withListen("127.0.0.1", port));
  }

  @Override
  public void close() {
    stop();
  }
}
