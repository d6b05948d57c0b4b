package dev.chit.server.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves committed pages from the write-ahead log into the database, off the commit path, and keeps
/// that log short.
///
/// A passive checkpoint runs beside the writer and never makes it wait; but under constant load it
/// never reaches the log's end, and only then can the log start over. So when the log has grown
/// long the writer makes a pause between two batches, in which the little that is left is moved.
/// When the disk cannot even keep up with the passes, the writer waits for it: the log has a bound.
final class WalKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WalKeeper.class);

  /// How long the log may become. SQLite shortens its file to `pauseBytes` when the log starts
  /// over, so that a longer file is a longer log.
  ///
  /// @param passBytes not yet moved, that start a passive checkpoint
  /// @param pauseBytes that make the writer finish it
  /// @param waitBytes that make the writer wait for it
  record Bounds(long passBytes, long pauseBytes, long waitBytes) {
    static final Bounds DEFAULT = new Bounds(16L << 20, 64L << 20, 256L << 20);
  }

  private static final long PAGE_BYTES = 4096;
  private static final long LOOK_NANOS = 100_000_000L;
  private static final int LOOKS_BEFORE_IDLE_PASS = 10;

  private final Connection connection;
  private final Path walFile;
  private final Bounds bounds;
  private final Thread thread;
  private volatile boolean committed;
  private volatile boolean pauseWanted;
  private volatile boolean closed;

  private record Progress(int pages, int moved) {}

  WalKeeper(Path database, Bounds bounds) throws SQLException {
    this.bounds = bounds;
    walFile = database.resolveSibling(database.getFileName() + "-wal");
    connection = Connections.checkpointer(database);
    thread = Thread.ofPlatform().daemon().name("wal-keeper").start(this::keep);
  }

  /// The writer has committed.
  void committed() {
    committed = true;
  }

  /// Called by the writer between two batches.
  void betweenBatches() throws SQLException, IOException {
    if (pauseWanted || (Files.exists(walFile) && Files.size(walFile) > bounds.waitBytes())) {
      checkpoint("PASSIVE");
      pauseWanted = false;
    }
  }

  private void keep() {
    int looks = 0;
    while (!closed) {
      LockSupport.parkNanos(LOOK_NANOS);
      looks = committed ? looks + 1 : 0;
      try {
        if (committed && (looks >= LOOKS_BEFORE_IDLE_PASS || isLong())) {
          committed = false;
          looks = 0;
          Progress progress = checkpoint("PASSIVE");
          pauseWanted =
              progress.moved() < progress.pages()
                  && PAGE_BYTES * progress.pages() > bounds.pauseBytes();
        }
      } catch (SQLException e) {
        // The log only grows meanwhile; what is wrong with the disk, the next commit will say.
        log.warn("A checkpoint of the ledger's database failed: {}", e.getMessage());
      }
    }
  }

  private boolean isLong() throws SQLException {
    Progress progress = checkpoint("NOOP");
    return PAGE_BYTES * (progress.pages() - progress.moved()) > bounds.passBytes();
  }

  private synchronized Progress checkpoint(String mode) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return new Progress(result.getInt(2), result.getInt(3));
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Sql.close(connection);
  }
}
