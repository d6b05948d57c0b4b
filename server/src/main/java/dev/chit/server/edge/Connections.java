package dev.chit.server.edge;

import dev.chit.core.AccountId;
import dev.chit.server.mailbox.store.DeviceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The streams of this node, by account. Any thread.
final class Connections {
  private final ConcurrentHashMap<AccountId, List<Connection>> byAccount =
      new ConcurrentHashMap<>();

  private final AtomicLong revocations = new AtomicLong();

  void add(Connection connection) {
    byAccount.merge(connection.member().account(), List.of(connection), Connections::joined);
  }

  void remove(Connection connection) {
    byAccount.computeIfPresent(
        connection.member().account(),
        (_, had) -> {
          List<Connection> left = had.stream().filter(one -> !one.equals(connection)).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /// Ends what the device has open, and has every open connection prove again whose it is.
  void revoke(DeviceAddress device) {
    revocations.incrementAndGet();
    for (Connection connection : of(device.account())) {
      if (connection.member().address().equals(device)) {
        connection.revoked();
      }
    }
  }

  /// Ends what an account has open, and has every open connection prove again whose it is.
  void close(AccountId account) {
    revocations.incrementAndGet();
    of(account).forEach(Connection::closed);
  }

  /// How many devices were revoked, and accounts ended, since the start.
  long revocations() {
    return revocations.get();
  }

  List<Connection> of(AccountId account) {
    return byAccount.getOrDefault(account, List.of());
  }

  List<Connection> all() {
    return byAccount.values().stream().flatMap(List::stream).toList();
  }

  private static List<Connection> joined(List<Connection> had, List<Connection> more) {
    var all = new ArrayList<>(had);
    all.addAll(more);
    return List.copyOf(all);
  }
}
