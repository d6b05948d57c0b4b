package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
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
  private final Wakes wakes;

  EventBoard(Connections connections, Wakes wakes) {
    this.connections = connections;
    this.wakes = wakes;
  }

  @Override
  public void committed(CommittedBatch batch) {
    for (int i = 0; i < batch.entries().size(); i++) {
      Entry entry = batch.entries().get(i);
      ByteString event = UnsafeByteOperations.unsafeWrap(batch.events().get(i));
      tell(entry, event, entry.from());
      tell(entry, event, entry.to());
    }
  }

  @Override
  public void told() {
    wakes.told();
  }

  private void tell(Entry entry, ByteString bytes, @Nullable Side side) {
    if (side == null) {
      return;
    }
    List<Connection> told = connections.of(side.account());
    if (told.isEmpty()) {
      return;
    }
    LoggedEvent event = LedgerMessages.logged(entry, bytes, side.account());
    ChitId chit = entry.isSettlement() ? entry.order().map(Order::id).orElse(null) : null;
    told.forEach(connection -> connection.committed(event, chit));
  }
}
