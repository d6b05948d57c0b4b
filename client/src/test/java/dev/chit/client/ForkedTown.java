package dev.chit.client;

import dev.chit.core.AccountName;
import dev.chit.crypto.TlsIdentity;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Two servers with one log key, whose histories are one up to a point: alice and bob have met and
/// talked before it.
final class ForkedTown implements AutoCloseable {
  /// In both logs: the ledger, its operator, two members and what each was given.
  static final int EVENTS = 6;

  final ChitServer first;
  final ChitServer second;
  private final Path directory;
  private final Map<String, TlsIdentity> identities = new HashMap<>();
  private final List<Runnable> closing = new ArrayList<>();

  ForkedTown(Path directory) throws Exception {
    this.directory = directory;
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      identities.put("alice", alice.engine().self().tls());
      identities.put("bob", bob.engine().self().tls());
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      alice.send(new AccountName("bob"), "hello");
      atBob.next(Incoming.Message.class);
      bob.send(new AccountName("alice"), "hello yourself");
      atAlice.next(Incoming.Message.class);
    }
    copy(directory.resolve("server"), directory.resolve("other"));
    first = ChitServer.start(ServerConfig.of(directory.resolve("server"), Town.UNIT));
    second = ChitServer.start(ServerConfig.of(directory.resolve("other"), Town.UNIT));
  }

  /// Makes one of the two logs longer than the other, by events that the other has not.
  static void grow(Path data, int events) throws Exception {
    try (OperatorClient operator = OperatorClient.open(data, Town.PATIENCE)) {
      for (int i = 0; i < events; i++) {
        var _ = operator.issue(new AccountName("alice"), Town.amount("1.00"), "more");
      }
    }
  }

  void growFirst(int events) throws Exception {
    grow(directory.resolve("server"), events);
  }

  void growSecond(int events) throws Exception {
    grow(directory.resolve("other"), events);
  }

  /// What stands between a member and the servers.
  LyingServer between(String member) throws Exception {
    var server = new LyingServer(directory.resolve("server"), identity(member), first.port());
    closing.add(server::close);
    return server;
  }

  private TlsIdentity identity(String member) {
    return Objects.requireNonNull(identities.get(member), member);
  }

  ChitClient open(String member, ServerAddress server) throws Exception {
    return open(directory.resolve(member), server);
  }

  ChitClient open(Path home, ServerAddress server) throws Exception {
    ChitClient client =
        ChitClient.open(ClientConfig.of(home).withServer(server).withPatience(Town.PATIENCE));
    closing.add(client::close);
    return client;
  }

  /// A copy of a member's profile, to be used in its place.
  Path copyOf(String member, String name) throws IOException {
    Path copy = directory.resolve(name);
    copy(directory.resolve(member), copy);
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Override
  public void close() {
    closing.reversed().forEach(Runnable::run);
    first.stop(Duration.ZERO);
    second.stop(Duration.ZERO);
  }
}
