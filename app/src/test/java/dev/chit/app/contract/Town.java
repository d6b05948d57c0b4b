package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import dev.chit.core.ledger.Account;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerStartException;
import dev.chit.server.custody.Correspondence;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

  /// Opens an account as a door does, and takes what is written to it as a door does.
  void welcomeByADoor(String name) throws Exception {
    var services = server.services();
    var account = new AccountName(name);
    var refusal =
        services
            .custody()
            .open(InetAddress.getLoopbackAddress(), account, 12_50)
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertTrue(refusal.isEmpty(), () -> name + " was refused");
    Account opened =
        services.custody().account(account).toCompletableFuture().get(60, TimeUnit.SECONDS).get();
    var _ = services.correspondence().collect(opened.id(), new Nothing());
  }

  private static final class Nothing implements Correspondence.Collector {
    @Override
    public void wake() {}

    @Override
    public void stuck() {}

    @Override
    public void later(Runnable task, long millis) {
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
    }
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
