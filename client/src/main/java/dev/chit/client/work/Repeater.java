package dev.chit.client.work;

import com.google.protobuf.MessageLite;
import dev.chit.client.ChitException;
import dev.chit.client.connection.Live;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends a table's rows in order, and on each new connection anew, until their answers have removed
/// them: whatever was interrupted is repeated unchanged.
public final class Repeater<M extends MessageLite> {
  /// Rows under way without an answer.
  public static final int IN_FLIGHT_MAX = 256;

  private static final int ROWS_AT_ONCE = 64;
  private static final long BUSY_PAUSE_MILLIS = 500;
  private static final long FULL_PAUSE_MILLIS = 20;

  private final ProfileStore store;
  private final Function<Tables, SealedTable<M>> table;
  private final Sender<M> sender;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

  // Of the worker's thread:
  private @Nullable Live connection;
  private long through;
  private long notBeforeNanos = System.nanoTime();

  private volatile boolean busy;
  private volatile boolean restart;

  /// Sends one row.
  @FunctionalInterface
  public interface Sender<M> {
    /// False if the connection takes nothing now.
    boolean send(Live live, long sequence, M row);
  }

  public Repeater(ProfileStore store, Function<Tables, SealedTable<M>> table, Sender<M> sender) {
    this.store = store;
    this.table = table;
    this.sender = sender;
  }

  /// One round of a [Worker].
  public long round(Live live) throws ChitException, InterruptedException {
    if (!live.equals(connection)) {
      connection = live;
      inFlight.clear();
      through = 0;
    }
    if (restart) {
      restart = false;
      through = 0;
    }
    if (busy) {
      busy = false;
      through = 0;
      notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_PAUSE_MILLIS);
    }
    long waitMillis = TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - System.nanoTime());
    return waitMillis > 0 ? waitMillis : sendAll(live);
  }

  private long sendAll(Live live) throws ChitException, InterruptedException {
    while (inFlight.size() < IN_FLIGHT_MAX) {
      long from = through;
      List<Row<M>> rows = store.run(tables -> table.apply(tables).after(from, ROWS_AT_ONCE));
      if (rows.isEmpty()) {
        break;
      }
      for (Row<M> row : rows) {
        if (inFlight.add(row.sequence()) && !sender.send(live, row.sequence(), row.value())) {
          inFlight.remove(row.sequence());
          return FULL_PAUSE_MILLIS;
        }
        through = row.sequence();
      }
    }
    return Worker.Round.DONE;
  }

  /// There is a final answer.
  public void answered(long sequence) {
    inFlight.remove(sequence);
  }

  /// Another way has failed: it is sent this way after all, if it still waits.
  public void again(long sequence) {
    inFlight.remove(sequence);
    restart = true;
  }

  /// The server has too much to do: what has no answer is sent again after a moment.
  public void busy(long sequence) {
    inFlight.remove(sequence);
    busy = true;
  }
}
