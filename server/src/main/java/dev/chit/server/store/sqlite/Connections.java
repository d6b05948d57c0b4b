package dev.chit.server.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/// Opens connections to a database in WAL mode.
final class Connections {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 16 << 10;
  private static final int READER_CACHE_KIB = 2 << 10;

  private Connections() {}

  /// A commit returns when the WAL is on disk. Checkpoints are [WalKeeper]'s, never a commit's.
  static Connection writer(Path file) throws SQLException {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setJournalSizeLimit((int) WalKeeper.Bounds.DEFAULT.pauseBytes());
    config.setCacheSize(-WRITER_CACHE_KIB);
    return config.createConnection(url(file));
  }

  static Connection reader(Path file) throws SQLException {
    SQLiteConfig config = common();
    config.setCacheSize(-READER_CACHE_KIB);
    return config.createConnection(url(file));
  }

  /// Moves pages from the WAL into the database, and syncs it.
  static Connection checkpointer(Path file) throws SQLException {
    return common().createConnection(url(file));
  }

  /// For a file that nobody writes to: without locks and without a write-ahead log beside it.
  static Connection atRest(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return config.createConnection(
        "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1");
  }

  private static SQLiteConfig common() {
    var config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setWalAutocheckpoint(0);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }
}
