package dev.chit.server.mailbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer: everything that waits becomes one transaction and one fsync; while that commits,
/// the next gathers.
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  private static final int BUSY_WORKS = 100_000;
  private static final long BUSY_BYTES = 64L << 20;
  private static final int PAGE_BYTES = 4096;

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final Checkpointer checkpointer;
  private final Connection readConnection;
  private final ExecutorService reader;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private List<Work> waiting = new ArrayList<>();
  private long waitingBytes;
  private boolean closed;
  private volatile boolean busy;

  private final AtomicLong rows = new AtomicLong();

  private final Thread thread;

  GroupCommit(MailFile file) throws SQLException {
    connection = file.connect();
    insert = connection.prepareStatement("INSERT INTO envelope (place, value) VALUES (?, ?)");
    delete = connection.prepareStatement("DELETE FROM envelope WHERE place BETWEEN ? AND ?");
    checkpointer = new Checkpointer(file.connect());
    readConnection = file.connect();
    try (var statement = readConnection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM envelope")) {
      row.next();
      rows.set(row.getLong(1));
    }
    reader =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("mail-reader").daemon().factory());
    thread = Thread.ofPlatform().name("mail-writer").daemon().start(this::run);
  }

  /// Envelopes on disk.
  long rows() {
    return rows.get();
  }

  /// Works that wait to be written.
  int queued() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  boolean isBusy() {
    return busy;
  }

  /// False once closed.
  boolean submit(Work work) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (waiting.isEmpty()) {
        arrived.signal();
      }
      waiting.add(work);
      if (work instanceof Work.Put put) {
        waitingBytes += put.envelope().sizeBytes();
      }
      busy = waiting.size() >= BUSY_WORKS || waitingBytes >= BUSY_BYTES;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Work> batch = next();
    while (!batch.isEmpty()) {
      commit(batch);
      batch = next();
    }
  }

  /// Waits for work; empty once closed and done.
  private List<Work> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      List<Work> batch = waiting;
      waiting = new ArrayList<>();
      waitingBytes = 0;
      busy = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Work> batch) {
    var done = new ArrayList<Runnable>();
    try {
      boolean changes = batch.stream().anyMatch(work -> !(work instanceof Work.Look<?>));
      if (changes) {
        execute("BEGIN IMMEDIATE");
        apply(batch, done);
        execute("COMMIT");
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("the mail store could not write", e);
      rollback();
      fail(batch, e);
      return;
    }
    done.forEach(GroupCommit::tell);
    for (Work work : batch) {
      switch (work) {
        case Work.Put put -> tell(put.receipt()::stored);
        case Work.Look<?> look -> reader.execute(() -> look(look));
        case Work.DeleteThrough _, Work.Change<?> _ -> {}
      }
    }
  }

  /// Whatever comes of it, the writer goes on.
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("who was told of a commit failed", e);
    }
  }

  private void apply(List<Work> batch, List<Runnable> done) throws SQLException {
    var pending = new Pending();
    for (Work work : batch) {
      switch (work) {
        case Work.Put put -> pending.put(put);
        case Work.DeleteThrough through -> pending.delete(through);
        case Work.Change<?> change -> {
          pending.flush();
          apply(change, done);
        }
        case Work.Look<?> _ -> {}
      }
    }
    pending.flush();
    long change = pending.rowsChange;
    done.add(() -> rows.addAndGet(change));
    checkpointer.written(pending.bytes);
  }

  /// Insertions and deletions that go to the file together. Who deletes through a number has been
  /// given everything up to it, so the deletions may come last.
  private final class Pending {
    private final Map<Long, Long> deletions = new HashMap<>();
    private int inserts;
    private long bytes;
    private long rowsChange;

    void put(Work.Put put) throws SQLException {
      if (put.receipt().isObsolete()) {
        return;
      }
      byte[] value = EnvelopeCodec.encode(put.envelope());
      insert.setLong(1, put.place());
      insert.setBytes(2, value);
      insert.addBatch();
      inserts++;
      bytes += value.length;
    }

    void delete(Work.DeleteThrough through) {
      deletions.merge(through.mailbox(), through.sequence(), Math::max);
    }

    void flush() throws SQLException {
      if (inserts > 0) {
        insert.executeBatch();
        rowsChange += inserts;
        inserts = 0;
      }
      for (Map.Entry<Long, Long> deletion : deletions.entrySet()) {
        delete.setLong(1, Places.of(deletion.getKey(), 0));
        delete.setLong(2, Places.of(deletion.getKey(), deletion.getValue()));
        rowsChange -= delete.executeUpdate();
        bytes += PAGE_BYTES;
      }
      deletions.clear();
    }
  }

  private <T> void apply(Work.Change<T> change, List<Runnable> done) throws SQLException {
    T result = change.statements().run(connection);
    done.add(() -> change.result().complete(result));
  }

  private <T> void look(Work.Look<T> look) {
    try {
      look.result().complete(look.statements().run(readConnection));
    } catch (SQLException | RuntimeException e) {
      look.result().completeExceptionally(e);
    }
  }

  private static void fail(List<Work> batch, Exception cause) {
    for (Work work : batch) {
      switch (work) {
        case Work.Put put -> tell(put.receipt()::failed);
        case Work.Change<?> change -> change.result().completeExceptionally(cause);
        case Work.Look<?> look -> look.result().completeExceptionally(cause);
        // What is not deleted is delivered once more, which does no harm.
        case Work.DeleteThrough _ -> {}
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void rollback() {
    try {
      insert.clearBatch();
      execute("ROLLBACK");
    } catch (SQLException e) {
      log.debug("nothing to roll back", e);
    }
  }

  /// Writes what waits, then closes the file.
  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    checkpointer.close();
    readConnection.close();
    insert.close();
    delete.close();
    connection.close();
  }
}
