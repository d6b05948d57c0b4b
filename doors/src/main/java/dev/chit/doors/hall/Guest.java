package dev.chit.doors.hall;

import dev.chit.core.ledger.Account;
import dev.chit.server.presence.Presence;
import java.net.InetAddress;
import java.util.List;

/// Somebody who is logged in through a door. Doors tell nobody of changes as they happen.
///
/// @param door the dialect's name
/// @param host where the connection comes from
/// @param port on which the guest's program says that it listens for others
public record Guest(Account account, String door, InetAddress host, int port)
    implements Presence.Watcher {
  @Override
  public void changed(List<Presence.Change> changes) {
    // The old programs ask; they are never told.
  }

  // Each log-in is a connection of its own, also under the same name.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
