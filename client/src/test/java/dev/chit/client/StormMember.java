package dev.chit.client;

import dev.chit.core.MessageId;
import dev.chit.testkit.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// One client in a [Storm], behind a network of its own; it does one thing after the other.
final class StormMember implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  final String name;
  final FaultProxy proxy;

  /// What this member was told that they said, by id; a text that may say either is not here.
  final Map<MessageId, Said> said = new ConcurrentHashMap<>();

  /// Ids of what a listener was told.
  final Set<MessageId> told = ConcurrentHashMap.newKeySet();

  final List<String> warnings = new CopyOnWriteArrayList<>();

  /// Acts that the network did not let finish.
  final AtomicInteger failed = new AtomicInteger();

  private final ClientConfig config;
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private volatile ChitClient client;
  private boolean hasSessions = true;

  /// A message as its author left it.
  ///
  /// @param to somebody's name, or `#` for the group
  /// @param owed who must have it in the end
  record Said(String to, String text, boolean deleted, Set<String> owed) {
    Said with(String other) {
      return new Said(to, other, deleted, owed);
    }

    Said gone() {
      return new Said(to, "", true, owed);
    }
  }

  /// Something that a member does.
  @FunctionalInterface
  interface Act {
    void by(ChitClient client) throws Exception;
  }

  StormMember(String name, Town town) throws Exception {
    this.name = name;
    ServerAddress real = town.address();
    this.proxy = FaultProxy.to("127.0.0.1", real.port());
    var address = new ServerAddress("127.0.0.1", proxy.port(), real.fingerprint());
    this.config = ClientConfig.of(town.home(name)).withServer(address).withPatience(PATIENCE);
    this.client = open();
  }

  private ChitClient open() throws ChitException {
    ChitClient opened = ChitClient.open(config);
    var _ = opened.watch(this::hear);
    return opened;
  }

  private void hear(Incoming incoming) {
    switch (incoming) {
      case Incoming.Message message -> told.add(message.id());
      case Incoming.GroupMessage message -> told.add(message.id());
      case Incoming.Warning warning -> warnings.add(warning.code() + ": " + warning.message());
      default -> {}
    }
  }

  ChitClient client() {
    return client;
  }

  /// Has it done when everything before is; what fails has failed, as the network wants it.
  Future<?> does(Act act) {
    return hands.submit(
        () -> {
          try {
            act.by(client);
          } catch (Exception e) {
            // The profile says what became of it.
            failed.incrementAndGet();
          }
        });
  }

  /// Ends the client as a crash would, or gently, and opens it again.
  void restart(boolean crash) throws ChitException {
    if (crash) {
      client.crash();
    } else {
      client.close();
    }
    client = open();
  }

  /// Its disk loses the sessions with everybody, once: what is under way to it does not open.
  void losesSessions() throws Exception {
    if (hasSessions) {
      hasSessions = false;
      client
          .engine()
          .store
          .run(
              tables -> {
                tables.peers.forEach(row -> tables.peers.remove(row.sequence()));
                return true;
              });
    }
  }

  /// Waits until it has nothing left to do.
  void finish() throws Exception {
    does(_ -> {}).get();
  }

  List<HistoryMessage> with(StormMember other) throws Exception {
    return client.history(Town.name(other.name), ChitClient.HISTORY_MAX, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    hands.shutdownNow();
    client.close();
    proxy.close();
  }
}
