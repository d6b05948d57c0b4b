package dev.chit.doors.mailbox;

import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clients, and messages that wait, in `mailbox.db`. What a message holds lies with the server's
/// blobs. Its methods block, one at a time.
final class Store implements AutoCloseable {
  /// As many as a list has.
  static final int CLIENTS_MAX = 4_000;

  /// For one client.
  static final int WAITING_MAX = 2_000;

  record Client(byte[] id, String name, byte[] key) {}

  /// @param blob under which the content lies, if there is any
  record Letter(long number, byte[] to, byte[] from, int type, long size, byte[] blob) {}

  private final Connection database;

  private Store(Connection database) {
    this.database = database;
  }

  static Store open(Path folder) throws IOException, SQLException {
    SecretFiles.createDirectory(folder);
    Connection database =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mailbox.db"));
    try (Statement statement = database.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS client (id BLOB PRIMARY KEY, name TEXT NOT NULL,"
              + " key BLOB NOT NULL) STRICT, WITHOUT ROWID");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS letter (number INTEGER PRIMARY KEY AUTOINCREMENT,"
              + " recipient BLOB NOT NULL, sender BLOB NOT NULL, type INTEGER NOT NULL,"
              + " size INTEGER NOT NULL, blob BLOB NOT NULL) STRICT");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS opening (name TEXT PRIMARY KEY COLLATE NOCASE) STRICT");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS letter_recipient ON letter (recipient, number)");
      return new Store(database);
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /// The members that clients have written with.
  MemberBook members() throws SQLException {
    return new MemberBook(database, this);
  }

  /// Notes that this door is about to open an account of that name, so that the registration can be
  /// finished later if it breaks off between the account and the client.
  ///
  /// @return false if that was noted before
  synchronized boolean begin(String name) throws SQLException {
    return change("INSERT OR IGNORE INTO opening (name) VALUES (?)", name) > 0;
  }

  /// Whether a registration under that name has begun and not ended.
  synchronized boolean hasBegun(String name) throws SQLException {
    try (PreparedStatement select =
        database.prepareStatement("SELECT 1 FROM opening WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet found = select.executeQuery()) {
        return found.next();
      }
    }
  }

  /// No account of that name was opened.
  synchronized void giveUp(String name) throws SQLException {
    change("DELETE FROM opening WHERE name = ?", name);
  }

  private int change(String sql, String name) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setString(1, name);
      return statement.executeUpdate();
    }
  }

  /// The end of a registration.
  synchronized void add(Client client) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO client (id, name, key) VALUES (?, ?, ?)")) {
      database.setAutoCommit(false);
      insert.setBytes(1, client.id());
      insert.setString(2, client.name());
      insert.setBytes(3, client.key());
      insert.executeUpdate();
      change("DELETE FROM opening WHERE name = ?", client.name());
      database.commit();
    } catch (SQLException e) {
      database.rollback();
      throw e;
    } finally {
      database.setAutoCommit(true);
    }
  }

  /// What waits for it goes when its time is over.
  synchronized void remove(Client client) throws SQLException {
    try (PreparedStatement delete = database.prepareStatement("DELETE FROM client WHERE id = ?")) {
      delete.setBytes(1, client.id());
      delete.executeUpdate();
    }
  }

  synchronized Optional<Client> client(byte[] id) throws SQLException {
    try (PreparedStatement select =
        database.prepareStatement("SELECT id, name, key FROM client WHERE id = ?")) {
      select.setBytes(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? Optional.of(client(found)) : Optional.empty();
      }
    }
  }

  synchronized List<Client> clients() throws SQLException {
    var clients = new ArrayList<Client>();
    try (PreparedStatement select =
        database.prepareStatement("SELECT id, name, key FROM client ORDER BY name LIMIT ?")) {
      select.setInt(1, CLIENTS_MAX);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          clients.add(client(found));
        }
      }
    }
    return clients;
  }

  private static Client client(ResultSet row) throws SQLException {
    return new Client(row.getBytes(1), row.getString(2), row.getBytes(3));
  }

  synchronized int waiting(byte[] recipient) throws SQLException {
    try (PreparedStatement count =
        database.prepareStatement("SELECT count(*) FROM letter WHERE recipient = ?")) {
      count.setBytes(1, recipient);
      try (ResultSet found = count.executeQuery()) {
        return found.next() ? found.getInt(1) : 0;
      }
    }
  }

  /// @return its number
  synchronized long add(byte[] to, byte[] from, int type, long size, byte[] blob)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO letter (recipient, sender, type, size, blob) VALUES (?, ?, ?, ?, ?)"
                + " RETURNING number")) {
      insert.setBytes(1, to);
      insert.setBytes(2, from);
      insert.setInt(3, type);
      insert.setLong(4, size);
      insert.setBytes(5, blob);
      try (ResultSet number = insert.executeQuery()) {
        if (!number.next()) {
          throw new SQLException("a letter without a number");
        }
        return number.getLong(1);
      }
    }
  }

  /// Those that wait, oldest first.
  synchronized List<Letter> letters(byte[] recipient) throws SQLException {
    var letters = new ArrayList<Letter>();
    try (PreparedStatement select =
        database.prepareStatement(
            "SELECT number, recipient, sender, type, size, blob FROM letter"
                + " WHERE recipient = ? ORDER BY number")) {
      select.setBytes(1, recipient);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          letters.add(
              new Letter(
                  found.getLong(1),
                  found.getBytes(2),
                  found.getBytes(3),
                  found.getInt(4),
                  found.getLong(5),
                  found.getBytes(6)));
        }
      }
    }
    return letters;
  }

  synchronized void delete(List<Letter> letters) throws SQLException {
    try (PreparedStatement delete =
        database.prepareStatement("DELETE FROM letter WHERE number = ?")) {
      database.setAutoCommit(false);
      for (Letter letter : letters) {
        delete.setLong(1, letter.number());
        delete.executeUpdate();
      }
      database.commit();
    } finally {
      database.setAutoCommit(true);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    database.close();
  }
}
