package dev.chit.server.edge;

import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Entry.Side;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.ledger.CommitListener;
import dev.chit.server.ledger.CommittedBatch;
import dev.chit.wire.v1.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells connected accounts of their events as they are committed.
final class EventBoard implements CommitListener {
  private final Connections connections;

  EventBoard(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void committed(CommittedBatch batch) {
    for (Entry entry : batch.entries()) {
      tell(entry, entry.from());
      tell(entry, entry.to());
    }
  }

  private void tell(Entry entry, @Nullable Side side) {
    if (side == null) {
      return;
    }
    List<Connection> told = connections.of(side.account());
    if (told.isEmpty()) {
      return;
    }
    LoggedEvent event = LedgerMessages.logged(entry, side.account());
    ChitId chit = entry.order().map(Order::id).orElse(null);
    told.forEach(connection -> connection.committed(event, chit));
  }
}
