package dev.chit.server.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is the same for every connection.
final class Sql {
  private static final Logger log = LoggerFactory.getLogger(Sql.class);

  private Sql() {}

  /// Closes without an exception: there is nothing that a caller could do about one.
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("A connection to the ledger's database did not close: {}", e.getMessage());
    }
  }
}
