package dev.chit.server.edge;

import dev.chit.core.Unit;
import dev.chit.crypto.Fingerprint;
import dev.chit.server.ChitServer;
import dev.chit.server.OperatorIdentity;
import dev.chit.server.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A real server on a free port, and clients of it.
final class TestServer implements AutoCloseable {
  private final Path data;
  private final ServerConfig config;
  private final ChitServer server;
  private final List<TestClient> clients = new ArrayList<>();

  private TestServer(Path data, ServerConfig config) throws Exception {
    this.data = data;
    this.config = config;
    this.server = ChitServer.start(config);
  }

  static TestServer start(Path data) throws Exception {
    return start(data, config -> config);
  }

  static TestServer start(Path data, UnaryOperator<ServerConfig> changes) throws Exception {
    return new TestServer(data, changes.apply(ServerConfig.of(data, Unit.parse("EUR:2"))));
  }

  /// The same data directory, served again.
  TestServer restart() throws Exception {
    return restart(it -> it);
  }

  TestServer restart(UnaryOperator<ServerConfig> changes) throws Exception {
    close();
    return new TestServer(data, changes.apply(config));
  }

  ChitServer server() {
    return server;
  }

  Path data() {
    return data;
  }

  int port() {
    return server.port();
  }

  Fingerprint fingerprint() {
    return Fingerprint.parse(server.fingerprint());
  }

  /// Somebody with a new identity.
  TestClient stranger() {
    return client(TestIdentity.random());
  }

  TestClient client(TestIdentity identity) {
    var client = new TestClient(identity, port(), fingerprint());
    clients.add(client);
    return client;
  }

  /// Somebody with an account of that name.
  TestClient member(String name) {
    TestClient client = stranger();
    client.register(name);
    return client;
  }

  TestClient operator() throws Exception {
    return client(TestIdentity.of(OperatorIdentity.load(data)));
  }

  @Override
  public void close() {
    clients.forEach(TestClient::close);
    server.close();
  }
}
