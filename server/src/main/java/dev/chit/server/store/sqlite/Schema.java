package dev.chit.server.store.sqlite;

import dev.chit.server.store.NewerDatabaseException;
import dev.chit.server.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of `ledger.db`, and which version of them this program knows.
///
/// What every payment writes is keyed by integers in the order of the log: `event` only grows at
/// its end, and `balance` holds the few numbers of an account that change, many to a page. An
/// account is known by the index of its opening. The ids of settled chits are not here: see
/// [dev.chit.server.store.ids.UsedIds].
final class Schema {
  static final int VERSION = 4;

  /// "chit" in ASCII, so that `file` and others can tell whose database this is.
  private static final int APPLICATION_ID = 0x63686974;

  private static final List<String> FIRST =
      List.of(
          """
          CREATE TABLE event (
            idx INTEGER PRIMARY KEY,
            body BLOB NOT NULL,
            from_account INTEGER,
            from_balance INTEGER,
            from_previous INTEGER,
            to_account INTEGER,
            to_balance INTEGER,
            to_previous INTEGER)
          """,
          """
          CREATE TABLE account (
            opened INTEGER PRIMARY KEY,
            opened_at INTEGER NOT NULL,
            id BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            custodial INTEGER NOT NULL,
            operator INTEGER NOT NULL)
          """,
          """
          CREATE TABLE balance (
            opened INTEGER PRIMARY KEY,
            balance INTEGER NOT NULL,
            held INTEGER NOT NULL,
            frozen INTEGER NOT NULL,
            last INTEGER NOT NULL,
            limit_payment INTEGER,
            limit_day INTEGER,
            spent_day INTEGER NOT NULL,
            spent INTEGER NOT NULL)
          """,
          """
          CREATE TABLE invite (
            code_hash BLOB PRIMARY KEY,
            made INTEGER NOT NULL,
            used INTEGER) WITHOUT ROWID
          """,
          """
          CREATE TABLE tile (
            position INTEGER PRIMARY KEY,
            hashes BLOB NOT NULL)
          """,
          """
          CREATE TABLE checkpoint (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            note TEXT NOT NULL)
          """);

  /// What each later version adds to the one before: version 2 is the life of a chit, version 3 the
  /// devices of accounts that ever had another than their first, version 4 the end of accounts.
  private static final List<List<String>> CHANGES =
      List.of(
          FIRST,
          List.of(
              "ALTER TABLE event ADD COLUMN from_held INTEGER",
              "ALTER TABLE event ADD COLUMN to_held INTEGER",
              "ALTER TABLE event ADD COLUMN closes INTEGER",
              "ALTER TABLE balance ADD COLUMN auditor INTEGER NOT NULL DEFAULT 0",
              """
              CREATE TABLE hold (
                certified INTEGER PRIMARY KEY,
                until INTEGER NOT NULL,
                closed INTEGER)
              """,
              "CREATE INDEX hold_open ON hold (until) WHERE closed IS NULL",
              """
              CREATE TABLE refund (
                settled INTEGER PRIMARY KEY,
                minor INTEGER NOT NULL)
              """),
          List.of(
              """
              CREATE TABLE device (
                opened INTEGER NOT NULL,
                number INTEGER NOT NULL,
                added INTEGER NOT NULL,
                revoked INTEGER,
                PRIMARY KEY (opened, number)) WITHOUT ROWID
              """),
          List.of(
              "ALTER TABLE balance ADD COLUMN closed INTEGER",
              "ALTER TABLE balance ADD COLUMN closed_at INTEGER"));

  private Schema() {}

  /// Creates the tables of a new database, or brings an existing one to this version, as a whole or
  /// not at all.
  static void prepare(Connection connection, Path file) throws SQLException, StoreException {
    int found = number(connection, "PRAGMA user_version");
    if (found > VERSION) {
      throw new NewerDatabaseException(file, found, VERSION);
    }
    if (found == VERSION) {
      return;
    }
    if (found == 0 && number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
      throw new StoreException(file + " is not a ledger of Chit.");
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (List<String> change : CHANGES.subList(found, VERSION)) {
        for (String sql : change) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /// Checks that a database is a ledger whose version this program knows, and changes nothing.
  static void check(Connection connection, Path file) throws SQLException, StoreException {
    int found = number(connection, "PRAGMA user_version");
    if (found > VERSION) {
      throw new NewerDatabaseException(file, found, VERSION);
    }
    if (found == 0 || number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw new StoreException(file + " is not a ledger of Chit.");
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }
}
