package dev.chit.client;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A server and the profiles of those who live there.
final class Town implements AutoCloseable {
  static final Unit UNIT = new Unit("EUR", 2);
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final List<ChitClient> open = new ArrayList<>();
  private final int port;
  private ChitServer server;

  Town(Path directory) throws Exception {
    this(directory, ServerConfig.of(directory.resolve("server"), UNIT).withOpeningGrant(100_00));
  }

  Town(Path directory, ServerConfig config) throws Exception {
    this.directory = directory;
    this.server = ChitServer.start(config);
    this.port = server.port();
  }

  static AccountName name(String text) {
    return new AccountName(text);
  }

  static Amount amount(String text) {
    return Amount.parse(text, UNIT);
  }

  ServerAddress address() {
    return ServerAddress.parse(server.address());
  }

  Path data() {
    return directory.resolve("server");
  }

  Path home(String name) {
    return directory.resolve(name);
  }

  ClientConfig config(String name) {
    return ClientConfig.of(home(name)).withServer(address()).withPatience(PATIENCE);
  }

  /// A new member, connected.
  ChitClient member(String name) throws Exception {
    ChitClient client = keep(ChitClient.create(config(name)));
    var _ = client.register(name(name), "");
    client.awaitConnected();
    return client;
  }

  /// Makes contacts of each other.
  static void befriend(ChitClient one, ChitClient other) throws Exception {
    var _ = one.contacts().accept(other.whoami().name().orElseThrow());
    var _ = other.contacts().accept(one.whoami().name().orElseThrow());
  }

  /// A member who comes back.
  ChitClient back(String name) throws Exception {
    return keep(ChitClient.open(config(name)));
  }

  ChitClient keep(ChitClient client) {
    open.add(client);
    return client;
  }

  OperatorClient operator() throws Exception {
    return OperatorClient.open(data(), PATIENCE);
  }

  /// Stops the server, unless it is, and starts it again on the same port.
  void restart() throws Exception {
    server.close();
    server = ChitServer.start(ServerConfig.of(data(), UNIT).withListen("127.0.0.1", port));
  }

  ChitServer server() {
    return server;
  }

  @Override
  public void close() {
    for (ChitClient one : open.reversed()) {
      one.close();
    }
    server.stop(Duration.ZERO);
  }
}
