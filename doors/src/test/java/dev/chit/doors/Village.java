package dev.chit.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.EventSource;
import dev.chit.audit.Expected;
import dev.chit.audit.Progress;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ClientConfig;
import dev.chit.client.LogStream;
import dev.chit.client.OperatorClient;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerLimits;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.custody.Custody;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server with open doors, and whoever comes in natively.
final class Village implements AutoCloseable {
  static final Unit UNIT = new Unit("TWD", 0);
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final ChitServer server;
  private final List<ChitClient> members = new ArrayList<>();
  private Doors doors;

  Village(Path directory, Dialect... dialects) throws Exception {
    this.directory = directory;
    var config = ServerConfig.of(data(), UNIT);
    var many = new ServerLimits.Registrations(100_000, 100_000);
    for (Dialect dialect : dialects) {
      KeyCupboard.fill(data().resolve("doors"), dialect);
    }
    server = ChitServer.start(config.withLimits(ServerLimits.DEFAULT.with(many)));
    doors = openDoors(dialects);
  }

  private Doors openDoors(Dialect... dialects) throws IOException {
    List<DoorSpec> specs =
        Arrays.stream(dialects).map(one -> new DoorSpec(one, "127.0.0.1", 0)).toList();
    return Doors.open(server.services(), data(), specs);
  }

  /// Closes all doors and opens others.
  void doors(Dialect... dialects) throws IOException {
    doors.close();
    doors = openDoors(dialects);
  }

  Path data() {
    return directory.resolve("server");
  }

  /// The native one.
  int port() {
    return server.port();
  }

  int port(Dialect dialect) {
    return doors.port(dialect);
  }

  /// What the operator gives to the users of a door.
  Path keys(Dialect dialect) throws IOException {
    Path folder = directory.resolve(dialect.text());
    if (!folder.toFile().exists()) {
      var _ = Doors.exportKeys(data(), dialect, folder);
    }
    return folder;
  }

  /// A profile without an account.
  ChitClient stranger(String name) throws Exception {
    ChitClient client =
        ChitClient.create(
            ClientConfig.of(directory.resolve(name))
                .withServer(ServerAddress.parse(server.address()))
                .withPatience(PATIENCE));
    members.add(client);
    return client;
  }

  /// A new native member, connected.
  ChitClient member(String name) throws Exception {
    ChitClient client = stranger(name);
    var _ = client.register(new AccountName(name), "");
    client.awaitConnected();
    return client;
  }

  /// Where doors keep what is large.
  Shelf shelf() {
    return server.services().shelf();
  }

  Custody custody() {
    return server.services().custody();
  }

  OperatorClient operator() throws Exception {
    return OperatorClient.open(data(), PATIENCE);
  }

  /// Has every balance derived again by code that shares nothing with the ledger.
  AuditReport audit() throws Exception {
    try (OperatorClient operator = operator();
        var log = new Log(operator.exportLog())) {
      AuditReport report =
          Audit.run(
              log,
              Expected.of(ServerAddress.parse(server.address()).fingerprint().orElseThrow())
                  .withCirculation(operator.stats().circulation()),
              Progress.NONE);
      assertEquals(List.of(), report.findings());
      return report;
    }
  }

  private record Log(LogStream stream) implements EventSource {
    @Override
    public Optional<byte[]> next() throws IOException {
      try {
        return stream.next();
      } catch (ChitException e) {
        throw new IOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public Optional<String> checkpoint() {
      return stream.checkpoint();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Override
  public void close() {
    members.reversed().forEach(ChitClient::close);
    doors.close();
    server.stop(Duration.ZERO);
  }
}
