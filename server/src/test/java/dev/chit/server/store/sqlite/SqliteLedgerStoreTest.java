package dev.chit.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.server.store.DirectoryLockedException;
import dev.chit.server.store.NewerDatabaseException;
import dev.chit.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerStoreTest {
  @TempDir Path directory;

  @Test
  void anEmptyDirectoryBecomesAnEmptyLedger() throws StoreException {
    try (var store = SqliteLedgerStore.open(directory)) {
      assertEquals(0, store.size());
      assertTrue(store.entry(0).isEmpty());
      assertTrue(store.checkpoint().isEmpty());
      assertEquals(0, store.accountCount());
    }
  }

  @Test
  void twoServersNeverShareADirectory() throws StoreException {
    try (var store = SqliteLedgerStore.open(directory)) {
      assertEquals(0, store.size());
      var refused =
          assertThrows(DirectoryLockedException.class, () -> SqliteLedgerStore.open(directory));
      assertEquals(
          "Another server is running on " + directory + ": stop it first.", refused.getMessage());
    }
    SqliteLedgerStore.open(directory).close();
  }

  @Test
  void aNewerDatabaseIsLeftAlone() throws StoreException, SQLException {
    SqliteLedgerStore.open(directory).close();
    execute("PRAGMA user_version = " + (Schema.VERSION + 1));
    var refused =
        assertThrows(NewerDatabaseException.class, () -> SqliteLedgerStore.open(directory));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("newer version of Chit"), refused.toString());
    execute("PRAGMA user_version = " + Schema.VERSION);
    SqliteLedgerStore.open(directory).close();
  }

  @Test
  void anotherProgramsDatabaseIsLeftAlone() throws SQLException {
    execute("CREATE TABLE songs (title TEXT)");
    assertThrows(StoreException.class, () -> SqliteLedgerStore.open(directory));
  }

  @Test
  void aFileThatIsNoDatabaseIsOneSentence() throws IOException {
    Files.writeString(
        directory.resolve("ledger.db"), "no database at all, but long enough".repeat(9));
    var refused = assertThrows(StoreException.class, () -> SqliteLedgerStore.open(directory));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("cannot be opened"), refused.toString());
  }

  @Test
  void aMissingDirectoryIsOneSentence() {
    var refused =
        assertThrows(
            StoreException.class, () -> SqliteLedgerStore.open(directory.resolve("missing")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("cannot be written to"), refused.toString());
  }

  @Test
  void everyCommitIsSyncedAndCheckpointsAreNotItsBusiness() throws SQLException, StoreException {
    SqliteLedgerStore.open(directory).close();
    try (Connection writer = Connections.writer(directory.resolve("ledger.db"))) {
      assertEquals("wal", pragma(writer, "journal_mode"));
      assertEquals("2", pragma(writer, "synchronous"));
      assertEquals("0", pragma(writer, "wal_autocheckpoint"));
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA " + name)) {
      return result.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
