package dev.chit.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;

/// A copy of a SQLite database as it is at one moment, while others write to it: one read
/// transaction, which in WAL mode makes no writer wait. What was deleted is not copied.
///
/// This process must not open the database's file in any other way: closing it would give back the
/// locks of every connection that the process has to it.
final class Snapshot {
  private static final int BUSY_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 200;

  private Snapshot() {}

  /// @param to made by this
  static void take(Path database, Path to, Progress progress) throws SQLException, IOException {
    Durable.create(to);
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
    try (Connection connection =
            config.createConnection("jdbc:sqlite:" + database.toAbsolutePath());
        Watch _ = new Watch(to, sizeBytes(connection), progress);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, to.toString());
      copy.execute();
    }
    // SQLite leaves this to its caller.
    Durable.sync(to);
  }

  private static long sizeBytes(Connection connection) throws SQLException {
    return number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size");
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  /// Looks how much of the copy is there.
  private static final class Watch implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Path copy;
    private final long expectedBytes;
    private final Progress progress;
    private final Thread thread;

    Watch(Path copy, long expectedBytes, Progress progress) {
      this.copy = copy;
      this.expectedBytes = expectedBytes;
      this.progress = progress;
      thread = Thread.ofVirtual().name("snapshot-watch").start(this::look);
    }

    private void look() {
      String name = String.valueOf(copy.getFileName());
      try {
        while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          progress.at(name, Math.min(Files.size(copy), expectedBytes), expectedBytes);
        }
        progress.at(name, expectedBytes, expectedBytes);
      } catch (IOException e) {
        // The copy itself says what is wrong.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      over.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
