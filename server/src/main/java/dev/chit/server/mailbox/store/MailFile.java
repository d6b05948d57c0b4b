package dev.chit.server.mailbox.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// The SQLite file: its tables, and connections to it.
final class MailFile {
  static final int VERSION = 1;
  private static final int BUSY_MILLIS = 60_000;

  private final Path path;

  private MailFile(Path path) {
    this.path = path;
  }

  /// Makes the file and its tables if they are missing.
  static MailFile open(Path path) throws SQLException, NewerMailException {
    var file = new MailFile(path);
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement()) {
      int found = version(statement);
      if (found > VERSION) {
        throw new NewerMailException(found, VERSION);
      }
      if (found < VERSION) {
        create(statement);
      }
    }
    return file;
  }

  /// Each thread has its own.
  Connection connect() throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    // Checkpoints have their own thread: none may happen within a commit.
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
    return config.createConnection("jdbc:sqlite:" + path);
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void create(Statement statement) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    statement.execute(
        """
        CREATE TABLE mailbox (
          mailbox INTEGER PRIMARY KEY,
          account BLOB NOT NULL,
          device INTEGER NOT NULL,
          UNIQUE (account, device)) STRICT\
        """);
    statement.execute(
        """
        CREATE TABLE envelope (
          place INTEGER PRIMARY KEY,
          value BLOB NOT NULL) STRICT\
        """);
    statement.execute(
        """
        CREATE TABLE prekey (
          mailbox INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          number INTEGER NOT NULL,
          id INTEGER NOT NULL,
          value BLOB NOT NULL,
          PRIMARY KEY (mailbox, kind, number)) STRICT, WITHOUT ROWID\
        """);
    statement.execute("PRAGMA user_version = " + VERSION);
    statement.execute("COMMIT");
  }
}
