package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// Whose the blobs are, in a SQLite file. A row is there before the first byte of its blob, and
/// goes after the last, so that no bytes lie about that nobody knows of.
final class BlobIndex implements AutoCloseable {
  private static final int VERSION = 1;
  private static final String COLUMNS = "id, owner, size, stored, whole, expires";

  private final Connection connection;

  private BlobIndex(Connection connection) {
    this.connection = connection;
  }

  /// @throws NewerBlobsException if a later version of this program wrote it
  static BlobIndex open(Path file) throws SQLException, NewerBlobsException {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      int found = version(statement);
      if (found > VERSION) {
        throw new NewerBlobsException(found, VERSION);
      }
      if (found < VERSION) {
        create(statement);
      }
      return new BlobIndex(connection);
    } catch (SQLException | NewerBlobsException e) {
      connection.close();
      throw e;
    }
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
        CREATE TABLE blob (
          id BLOB PRIMARY KEY,
          owner BLOB NOT NULL,
          size INTEGER NOT NULL,
          stored INTEGER NOT NULL,
          whole INTEGER NOT NULL,
          expires INTEGER NOT NULL) STRICT, WITHOUT ROWID\
        """);
    statement.execute("CREATE INDEX blob_owner ON blob (owner, size)");
    statement.execute("CREATE INDEX blob_expires ON blob (expires)");
    statement.execute("PRAGMA user_version = " + VERSION);
    statement.execute("COMMIT");
  }

  synchronized Optional<BlobRow> find(BlobId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM blob WHERE id = ?")) {
      select.setBytes(1, id.bytes().toByteArray());
      return rows(select).stream().findFirst();
    }
  }

  synchronized void add(BlobRow row) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO blob (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setBytes(1, row.id().bytes().toByteArray());
      insert.setBytes(2, row.owner().bytes());
      insert.setLong(3, row.size());
      insert.setLong(4, row.stored());
      insert.setBoolean(5, row.whole());
      insert.setLong(6, row.expiresMillis());
      insert.executeUpdate();
    }
  }

  /// Changes how far a blob is that is not whole yet.
  ///
  /// @throws SQLException also if there is none such
  synchronized void moved(BlobRow row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE blob SET stored = ?, whole = ?, expires = ? WHERE id = ? AND whole = 0")) {
      update.setLong(1, row.stored());
      update.setBoolean(2, row.whole());
      update.setLong(3, row.expiresMillis());
      update.setBytes(4, row.id().bytes().toByteArray());
      if (update.executeUpdate() != 1) {
        throw new SQLException("no blob is being written under this id");
      }
    }
  }

  synchronized void remove(BlobId id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM blob WHERE id = ?")) {
      delete.setBytes(1, id.bytes().toByteArray());
      delete.executeUpdate();
    }
  }

  /// Blobs whose time is over, the first ones first, without so many of these.
  synchronized List<BlobRow> expired(long nowMillis, int without, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM blob WHERE expires <= ? ORDER BY expires, id LIMIT ? OFFSET ?")) {
      select.setLong(1, nowMillis);
      select.setInt(2, limit);
      select.setInt(3, without);
      return rows(select);
    }
  }

  /// What an account's blobs, or all, come to: whole sizes, whether they are stored yet or not.
  record Use(long blobs, long bytes) {}

  /// All of an account's: no more than it may have.
  synchronized List<BlobRow> of(AccountId owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM blob WHERE owner = ?")) {
      select.setBytes(1, owner.bytes());
      return rows(select);
    }
  }

  synchronized Use use(AccountId owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(*), coalesce(sum(size), 0) FROM blob WHERE owner = ?")) {
      select.setBytes(1, owner.bytes());
      return use(select);
    }
  }

  synchronized Use use() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*), coalesce(sum(stored), 0) FROM blob")) {
      return use(select);
    }
  }

  private static Use use(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new Use(row.getLong(1), row.getLong(2));
    }
  }

  private static List<BlobRow> rows(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      var rows = new ArrayList<BlobRow>();
      while (row.next()) {
        rows.add(
            new BlobRow(
                new BlobId(ByteString.copyFrom(row.getBytes(1))),
                AccountId.of(row.getBytes(2)),
                row.getLong(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getLong(6)));
      }
      return rows;
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
