package dev.chit.server.edge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Wakes connections that have something to write. Those that a batch of the ledger concerns are
/// woken once the whole batch was told, so that a frame carries all that it has for a connection.
final class Wakes {
  /// Of the teller's thread alone.
  private final Set<Connection> waiting = new LinkedHashSet<>();

  private volatile @Nullable Thread teller;

  /// Any thread.
  void wake(Connection connection) {
    if (Thread.currentThread().equals(teller)) {
      waiting.add(connection);
    } else {
      connection.wake();
    }
  }

  /// The thread that calls this is the one that tells batches, and has told one.
  void told() {
    teller = Thread.currentThread();
    waiting.forEach(Connection::wake);
    waiting.clear();
  }
}
