package dev.chit.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalKeeperTest {
  private static final int ROW_BYTES = 100_000;
  private static final int ROWS = 400;
  private static final WalKeeper.Bounds BOUNDS = new WalKeeper.Bounds(1 << 18, 1 << 19, 1 << 20);

  @TempDir Path directory;

  @Test
  void theLogStaysShortWhileTheWriterNeverRests() throws SQLException, IOException {
    Path database = directory.resolve("test.db");
    Path wal = directory.resolve("test.db-wal");
    try (Connection writer = Connections.writer(database)) {
      execute(writer, "PRAGMA journal_size_limit = " + BOUNDS.pauseBytes());
      execute(writer, "CREATE TABLE row (body BLOB)");
      writer.setAutoCommit(false);
      long longest = 0;
      try (var keeper = new WalKeeper(database, BOUNDS);
          PreparedStatement insert =
              writer.prepareStatement("INSERT INTO row VALUES (zeroblob(" + ROW_BYTES + "))")) {
        for (int i = 0; i < ROWS; i++) {
          keeper.betweenBatches();
          insert.executeUpdate();
          writer.commit();
          keeper.committed();
          longest = Math.max(longest, Files.size(wal));
        }
      }
      assertTrue(longest < BOUNDS.waitBytes() + 2 * ROW_BYTES, "longest: " + longest);
      assertEquals(ROWS, count(writer));
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM row")) {
      return result.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
