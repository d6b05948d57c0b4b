package dev.chit.doors.mailbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which members a client has written with, and under which key, in `mailbox.db`; and the door's
/// own key. Its methods block, one at a time with those of [Store].
final class MemberBook {
  /// For one client.
  static final int MEMBERS_MAX = 1_000;

  /// @param key of 16 bytes, which the client has or is about to be given
  record Bond(byte[] member, String name, byte[] key) {}

  private final Connection database;
  private final Object lock;

  /// @param lock of the database
  MemberBook(Connection database, Object lock) throws SQLException {
    this.database = database;
    this.lock = lock;
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS bond (client BLOB NOT NULL, member BLOB NOT NULL,"
              + " name TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY (client, member))"
              + " STRICT, WITHOUT ROWID");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS standin (one INTEGER PRIMARY KEY CHECK (one = 1),"
              + " key BLOB NOT NULL) STRICT");
    }
  }

  /// The door's own key, made when it is first asked for.
  StandIn standIn() throws SQLException {
    synchronized (lock) {
      try (Statement select = database.createStatement();
          ResultSet found = select.executeQuery("SELECT key FROM standin")) {
        if (found.next()) {
          return StandIn.decode(found.getBytes(1));
        }
      }
      StandIn made = StandIn.create();
      try (PreparedStatement insert =
          database.prepareStatement("INSERT INTO standin (one, key) VALUES (1, ?)")) {
        insert.setBytes(1, made.encode());
        insert.executeUpdate();
      }
      return made;
    }
  }

  Optional<Bond> bond(byte[] client, byte[] member) throws SQLException {
    synchronized (lock) {
      try (PreparedStatement select =
          database.prepareStatement(
              "SELECT member, name, key FROM bond WHERE client = ? AND member = ?")) {
        select.setBytes(1, client);
        select.setBytes(2, member);
        return read(select).stream().findFirst();
      }
    }
  }

  /// In order of name.
  List<Bond> bonds(byte[] client) throws SQLException {
    synchronized (lock) {
      try (PreparedStatement select =
          database.prepareStatement(
              "SELECT member, name, key FROM bond WHERE client = ? ORDER BY name")) {
        select.setBytes(1, client);
        return read(select);
      }
    }
  }

  private static List<Bond> read(PreparedStatement select) throws SQLException {
    var bonds = new ArrayList<Bond>();
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        bonds.add(new Bond(found.getBytes(1), found.getString(2), found.getBytes(3)));
      }
    }
    return bonds;
  }

  /// Whether the client can have a key with one member more.
  boolean hasRoom(byte[] client) throws SQLException {
    return bonds(client).size() < MEMBERS_MAX;
  }

  /// Keeps a bond, in the place of the one before.
  ///
  /// @return false if the client has too many with others
  boolean put(byte[] client, Bond bond) throws SQLException {
    synchronized (lock) {
      if (bond(client, bond.member()).isEmpty() && !hasRoom(client)) {
        return false;
      }
      try (PreparedStatement put =
          database.prepareStatement(
              "INSERT OR REPLACE INTO bond (client, member, name, key) VALUES (?, ?, ?, ?)")) {
        put.setBytes(1, client);
        put.setBytes(2, bond.member());
        put.setString(3, bond.name());
        put.setBytes(4, bond.key());
        put.executeUpdate();
      }
      return true;
    }
  }
}
