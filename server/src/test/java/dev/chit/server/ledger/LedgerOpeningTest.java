package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerOpeningTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);

  @TempDir Path directory;

  private Path data;

  @BeforeEach
  void aLedgerWithThreeHundredEvents() throws Exception {
    data = Files.createDirectory(directory.resolve("data"));
    try (var ledger = new TestLedger(data)) {
      ledger.open("alice", ALICE);
      ledger.open("bob", BOB);
      ledger.issue(ALICE, 1000, new Random(1));
      pay(ledger, 1, 300);
    }
  }

  @Test
  void theLastCheckpointIsKeptOutsideTheDatabase() throws Exception {
    String note = Files.readString(data.resolve("checkpoint"));
    try (var ledger = new TestLedger(data)) {
      assertEquals(note, ledger.service.checkpoint().note());
    }
  }

  @Test
  void anOldCopyOfTheDatabaseIsNotSigned() throws Exception {
    Path copy = directory.resolve("copy");
    copy(data, copy);
    try (var ledger = new TestLedger(data)) {
      pay(ledger, 2, 10);
    }
    Files.copy(
        data.resolve("checkpoint"),
        copy.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    var refused = assertThrows(RestoredCopyException.class, () -> new TestLedger(copy));
    assertTrue(String.valueOf(refused.getMessage()).contains("old copy"), refused.toString());
  }

  @Test
  void anOldCopyThatWentOnDifferentlyIsNotSigned() throws Exception {
    Path copy = directory.resolve("copy");
    copy(data, copy);
    try (var ledger = new TestLedger(data)) {
      pay(ledger, 2, 10);
    }
    try (var ledger = new TestLedger(copy)) {
      pay(ledger, 3, 20);
    }
    Files.copy(
        data.resolve("checkpoint"),
        copy.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThrows(RestoredCopyException.class, () -> new TestLedger(copy));
  }

  @Test
  void anEmptiedDirectoryWithItsCheckpointLeftIsNotBegunAnew() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(f -> f.toString().contains("ledger.db")).toList()) {
        Files.delete(file);
      }
    }
    assertThrows(RestoredCopyException.class, () -> new TestLedger(data));
  }

  @Test
  void anotherLogKeyIsNotTaken() {
    assertThrows(
        DamagedLedgerException.class,
        () ->
            LedgerService.open(
                SqliteLedgerStore.open(data),
                BOB,
                LedgerSettings.in(data),
                () -> {
                  throw new AssertionError("the ledger exists");
                }));
  }

  @Test
  void aFlippedBitInAnyOfTheNewestEventsIsNoticed() throws Exception {
    // Those since the last full tile; what is wrong in older ones, every proof and audit shows.
    var random = new Random(4);
    for (int i = 0; i < 15; i++) {
      int index = 256 + random.nextInt(49);
      int bit = random.nextInt(8 * 258);
      flipBit(index, bit);
      assertThrows(
          StoreException.class, () -> new TestLedger(data), "event " + index + ", bit " + bit);
      flipBit(index, bit);
    }
    new TestLedger(data).close();
  }

  @Test
  void aChangedTileIsNoticed() throws Exception {
    execute(data, "UPDATE tile SET hashes = zeroblob(8192)");
    assertThrows(StoreException.class, () -> new TestLedger(data));
  }

  @Test
  void aRemovedEventIsNoticed() throws Exception {
    execute(data, "DELETE FROM event WHERE idx = (SELECT max(idx) FROM event)");
    assertThrows(StoreException.class, () -> new TestLedger(data));
  }

  private void flipBit(int index, int bit) throws SQLException {
    try (Connection connection = connect(data);
        PreparedStatement select =
            connection.prepareStatement("SELECT body FROM event WHERE idx = " + index);
        PreparedStatement update =
            connection.prepareStatement("UPDATE event SET body = ? WHERE idx = " + index)) {
      byte[] body;
      try (ResultSet row = select.executeQuery()) {
        body = row.getBytes(1);
      }
      body[bit / 8] ^= (byte) (1 << bit % 8);
      update.setBytes(1, body);
      update.executeUpdate();
    }
  }

  private static void pay(TestLedger ledger, int run, int times) {
    for (int i = 0; i < times; i++) {
      TestLedger.done(ledger.pay(ALICE, BOB, 1, new ChitId(run, i)));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void execute(Path data, String sql) throws SQLException {
    try (Connection connection = connect(data);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Path data) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
  }
}
