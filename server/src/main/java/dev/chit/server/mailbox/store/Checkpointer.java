package dev.chit.server.mailbox.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the write-ahead log back into the file, beside the commits rather than within them.
final class Checkpointer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);

  /// Bytes written between two checkpoints.
  private static final long EVERY_BYTES = 16L << 20;

  /// Pages in the log beyond which commits must wait until it starts over.
  private static final int LOG_PAGES_MAX = 65_536;

  private final Connection connection;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private long bytesSince;
  private volatile boolean closed;

  Checkpointer(Connection connection) {
    this.connection = connection;
    this.thread = Thread.ofPlatform().name("mail-checkpoint").daemon().start(this::run);
  }

  /// Called by the writer alone.
  void written(long bytes) {
    bytesSince += bytes;
    if (bytesSince >= EVERY_BYTES) {
      bytesSince = 0;
      due.release();
    }
  }

  private void run() {
    try {
      while (true) {
        due.acquire();
        due.drainPermits();
        if (closed) {
          return;
        }
        checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkpoint() {
    try (Statement statement = connection.createStatement()) {
      int pages;
      try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
        row.next();
        pages = row.getInt(2);
      }
      if (pages > LOG_PAGES_MAX) {
        statement.execute("PRAGMA wal_checkpoint(RESTART)");
      }
    } catch (SQLException e) {
      log.warn("the mail store's checkpoint failed and will be tried again", e);
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    due.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
