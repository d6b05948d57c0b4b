package dev.chit.client;

import dev.chit.client.connection.Connection;
import dev.chit.client.connection.Live;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.work.Signal;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetEntriesRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Welcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Waits for what happened while the client was away, so that whoever asks right after the start is
/// not told half of it.
final class CatchingUp {
  private static final long LOOK_MILLIS = 10;

  private final Signal progress;
  private volatile long waiting;
  private volatile long taken;

  /// @param progress raised whenever something has arrived or the connection has changed
  CatchingUp(Signal progress) {
    this.progress = progress;
  }

  void welcomed(Welcome welcome) {
    taken = 0;
    waiting = welcome.getWaiting();
  }

  /// So many deliveries of this connection had waited.
  long waited() {
    return waiting;
  }

  /// What these frames brought is on disk.
  void received(List<ServerFrame> frames) {
    for (ServerFrame frame : frames) {
      if (frame.getDeliveriesCount() > 0) {
        taken = frame.getDeliveries(frame.getDeliveriesCount() - 1).getNumber();
      }
    }
  }

  /// Without a connection it waits for nothing but the attempt to make one.
  void await(Connection connection, ProfileStore store, Duration patience)
      throws ChitException, InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (connection.state() == ConnectionState.CONNECTING && System.nanoTime() < endNanos) {
      progress.await(LOOK_MILLIS);
    }
    Live live = connection.live();
    if (live == null) {
      return;
    }
    long newest = newestEntry(live);
    while (live.equals(connection.live())
        && System.nanoTime() < endNanos
        && !(taken >= waiting && store.run(tables -> isHere(tables, newest)))) {
      progress.await(LOOK_MILLIS);
    }
  }

  /// Log index of the account's newest event, or -1 if the server does not say.
  private static long newestEntry(Live live) throws InterruptedException {
    try {
      List<LoggedEvent> newest =
          live.call(
                  ChitGrpc.getGetEntriesMethod(),
                  GetEntriesRequest.newBuilder().setLimit(1).build())
              .getEntriesList();
      return newest.isEmpty() ? -1 : newest.getFirst().getIndex();
    } catch (ChitException e) {
      return -1;
    }
  }

  private static boolean isHere(Tables tables, long index) throws SQLException {
    return tables.log().getNextEvent() > index || tables.receipts.at(index).isPresent();
  }
}
