package dev.chit.app.demo;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ClientConfig;
import dev.chit.client.ConnectionState;
import dev.chit.client.Incoming;
import dev.chit.client.ServerAddress;
import dev.chit.client.Subscription;
import dev.chit.core.AccountName;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A person of the demonstration: a profile of their own, and what has arrived for them.
final class Member implements AutoCloseable {
  private static final long ARRIVAL_SECONDS_MAX = 20;
  private static final long LOOK_MILLIS = 20;

  private final AccountName name;
  private final ChitClient client;
  private final Subscription subscription;
  private final BlockingQueue<Incoming> arrived = new LinkedBlockingQueue<>();

  private Member(AccountName name, ChitClient client) {
    this.name = name;
    this.client = client;
    subscription = client.watch(arrived::add);
  }

  /// Makes a profile and registers.
  static Member register(String name, Path home, String server)
      throws ChitException, InterruptedException {
    ClientConfig config = ClientConfig.of(home).withServer(ServerAddress.parse(server));
    ChitClient client = ChitClient.create(config);
    var account = new AccountName(name);
    client.register(account, "");
    return new Member(account, client);
  }

  /// Makes a profile and takes an account over with it that an older program opened.
  static Member claim(String name, Path home, String server, String code)
      throws ChitException, InterruptedException {
    ClientConfig config = ClientConfig.of(home).withServer(ServerAddress.parse(server));
    ChitClient client = ChitClient.create(config);
    var account = new AccountName(name);
    var _ = client.account().claim(account, code);
    return new Member(account, client);
  }

  /// Opens the profile again.
  static Member comeBack(AccountName name, Path home) throws ChitException, InterruptedException {
    return new Member(name, ChitClient.open(ClientConfig.of(home)));
  }

  AccountName name() {
    return name;
  }

  ChitClient client() {
    return client;
  }

  /// Waits until the server is out of reach.
  void awaitCut() throws InterruptedException {
    while (client.connectionState() == ConnectionState.CONNECTED) {
      next(Incoming.Connection.class);
    }
  }

  /// Waits until there is a direct link with the other one.
  void awaitLink() throws ChitException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARRIVAL_SECONDS_MAX);
    while (client.links().status().peers().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw CommandFailure.refused("no-link", "No direct link with " + name + " came up.");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /// Waits for the next arrival of a kind.
  <T extends Incoming> T next(Class<T> kind) throws InterruptedException {
    while (true) {
      Incoming incoming = arrived.poll(ARRIVAL_SECONDS_MAX, TimeUnit.SECONDS);
      if (incoming == null) {
        throw CommandFailure.refused(
            "nothing-arrived", "What " + name + " was waiting for did not arrive.");
      }
      if (kind.isInstance(incoming)) {
        return kind.cast(incoming);
      }
    }
  }

  @Override
  public void close() {
    subscription.close();
    client.close();
  }
}
