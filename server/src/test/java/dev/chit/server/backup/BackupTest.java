package dev.chit.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerStartException;
import dev.chit.server.backup.BackupException.Reason;
import dev.chit.server.backup.Restore.Since;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.LedgerSettings;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  private static final Unit EUR = new Unit("EUR", 2);
  private static final Since NOTHING_LOST = new Since.NothingLost();

  @TempDir private Path directory;

  private Path data;
  private Path backup;
  private Path restored;

  @BeforeEach
  void places() {
    data = directory.resolve("data");
    backup = directory.resolve("backup");
    restored = directory.resolve("restored");
  }

  @Test
  void aBackupOfARunningServerIsServedAgain() throws Exception {
    String fingerprint;
    try (ChitServer server = server(data)) {
      fingerprint = server.fingerprint();
      Backup.Taken taken = Backup.take(data, backup, Progress.NONE);
      assertEquals(2, taken.events());
      // The server still has its directory: the backup gave none of its locks away.
      ServerStartException second =
          assertThrows(ServerStartException.class, () -> server(data).close());
      assertEquals(ServerStartException.Reason.ALREADY_RUNNING, second.reason());
    }
    for (Path file : files(backup)) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));

    Restore.Restored done = Restore.into(backup, restored, NOTHING_LOST, Progress.NONE);

    assertTrue(done.runnable());
    try (ChitServer server = server(restored)) {
      assertEquals(fingerprint, server.fingerprint());
    }
    assertFalse(Files.exists(directory.resolve("backup.unfinished")));
    assertFalse(Files.exists(directory.resolve("restored.unfinished")));
  }

  /// Whoever gives the server another file hears here that a backup has to know of it.
  @Test
  void everyFileOfARunningServerIsKnown() throws Exception {
    try (ChitServer _ = server(data)) {
      Set<String> known = new HashSet<>(DataFiles.BACKED_UP);
      known.addAll(DataFiles.LEFT_OUT);
      Set<String> found =
          files(data).stream()
              .map(Path::getFileName)
              .map(Path::toString)
              .filter(name -> !name.endsWith(".unfinished"))
              .collect(Collectors.toCollection(TreeSet::new));
      found.removeAll(known);
      assertEquals(Set.of(), found);
    }
  }

  @Test
  void nothingIsEverWrittenOver() throws Exception {
    makeBackup();
    assertReason(Reason.BAD_TARGET, () -> Backup.take(data, backup, Progress.NONE));
    assertReason(Reason.BAD_TARGET, () -> Backup.take(data, data.resolve("b"), Progress.NONE));
    assertReason(Reason.NO_LEDGER, () -> Backup.take(directory, restored, Progress.NONE));

    Files.createDirectory(restored);
    Files.writeString(restored.resolve("mine"), "mine");
    assertReason(
        Reason.BAD_TARGET, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
    assertEquals("mine", Files.readString(restored.resolve("mine")));
    Files.delete(restored.resolve("mine"));
    assertTrue(Restore.into(backup, restored, NOTHING_LOST, Progress.NONE).runnable());
  }

  @Test
  void aServerDoesNotRunOnACopyOfWhichNobodyVouches() throws Exception {
    makeBackup();
    assertFalse(Restore.into(backup, restored, new Since.Unknown(), Progress.NONE).runnable());

    ServerStartException refused =
        assertThrows(ServerStartException.class, () -> server(restored).close());
    assertEquals(ServerStartException.Reason.RESTORED_COPY, refused.reason());
  }

  @Test
  void aNewerCheckpointForbidsToGoOn() throws Exception {
    makeBackup();
    String older = Files.readString(backup.resolve(DataFiles.CHECKPOINT));
    openAnAccount();
    String newer = Files.readString(data.resolve(DataFiles.CHECKPOINT));

    assertReason(
        Reason.RESTORED_COPY,
        () -> Restore.into(backup, restored, new Since.Newest(newer), Progress.NONE));
    assertReason(
        Reason.DAMAGED,
        () -> Restore.into(backup, restored, new Since.Newest("no note"), Progress.NONE));
    assertTrue(Restore.into(backup, restored, new Since.Newest(older), Progress.NONE).runnable());

    // Also who puts the old files beside the newer checkpoint by hand is told at the start.
    Files.writeString(restored.resolve(DataFiles.CHECKPOINT), newer);
    ServerStartException refused =
        assertThrows(ServerStartException.class, () -> server(restored).close());
    assertEquals(ServerStartException.Reason.RESTORED_COPY, refused.reason());
  }

  @Test
  void oneBitThatIsWrongIsSeenWhereverItIs() throws Exception {
    makeBackup();
    for (Path file : files(backup)) {
      byte[] whole = Files.readAllBytes(file);
      byte[] wrong = whole.clone();
      wrong[wrong.length / 2] ^= 0x10;
      Files.write(file, wrong);
      assertReason(
          Reason.DAMAGED, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));
      assertReason(
          Reason.DAMAGED, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
      Files.delete(file);
      assertReason(
          Reason.DAMAGED, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
      assertFalse(Files.exists(restored));
      Files.write(
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
          whole);
    }
    assertTrue(Restore.into(backup, restored, NOTHING_LOST, Progress.NONE).runnable());
  }

  /// Even when the hashes are right, because somebody made a manifest anew.
  @Test
  void anEventThatTheLogDidNotSignIsSeen() throws Exception {
    makeBackup();
    change(DataFiles.LEDGER, "UPDATE event SET body = zeroblob(40) WHERE idx = 1");
    assertReason(Reason.DAMAGED, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
    // And when it is taken.
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        var statement = database.createStatement()) {
      statement.execute("UPDATE event SET body = zeroblob(40) WHERE idx = 1");
    }
    assertReason(
        Reason.DAMAGED, () -> Backup.take(data, directory.resolve("other"), Progress.NONE));
    assertFalse(Files.exists(directory.resolve("other")));
  }

  @Test
  void whatANewerVersionWroteIsLeftToThatOne() throws Exception {
    makeBackup();
    Path manifest = backup.resolve(Manifest.FILE);
    byte[] listed = Files.readAllBytes(manifest);
    for (String name : List.of(DataFiles.LEDGER, DataFiles.MAIL)) {
      byte[] whole = Files.readAllBytes(backup.resolve(name));
      change(name, "PRAGMA user_version = 1000");
      assertReason(Reason.NEWER, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
      Files.write(backup.resolve(name), whole);
      Files.write(manifest, listed);
    }
    Files.writeString(
        manifest, Files.readString(manifest).replace("chit-backup 1\n", "chit-backup 2\n"));
    assertReason(Reason.NEWER, () -> Restore.into(backup, restored, NOTHING_LOST, Progress.NONE));
  }

  private void change(String name, String sql) throws Exception {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + backup.resolve(name));
        var statement = database.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
      statement.execute(sql);
    }
    Manifest before = Manifest.read(backup);
    Map<String, Durable.Content> files = new LinkedHashMap<>(before.files());
    files.put(name, Durable.content(backup.resolve(name), Progress.NONE));
    Files.write(
        backup.resolve(Manifest.FILE), new Manifest(Instant.EPOCH, before.events(), files).bytes());
  }

  private void makeBackup() throws Exception {
    server(data).close();
    Backup.take(data, backup, Progress.NONE);
  }

  /// The log grows, as a registration would let it.
  private void openAnAccount() throws Exception {
    SigningKey logKey = SigningKey.load(data.resolve(DataFiles.LOG_KEY));
    SigningKey alice = SigningKey.generate();
    var device = AgreementKey.of(alice.verifyKey().bytes());
    var statement = DeviceStatement.sign(alice, 1, alice.verifyKey(), device, 1_700_000_000);
    var open = new Command.Open(new AccountName("alice"), StatementBytes.of(statement.encode()));
    try (LedgerService ledger =
        LedgerService.open(
            SqliteLedgerStore.open(data),
            logKey,
            LedgerSettings.in(data),
            () -> {
              throw new IllegalStateException("the ledger is not new");
            })) {
      assertTrue(ledger.submit(open).get() instanceof Outcome.Done);
    }
  }

  private static ChitServer server(Path data) throws ServerStartException {
    return ChitServer.start(ServerConfig.of(data, EUR));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @FunctionalInterface
  private interface Attempt {
    Object run() throws Exception;
  }

  private static void assertReason(Reason reason, Attempt attempt) {
    BackupException refused = assertThrows(BackupException.class, attempt::run);
    assertEquals(reason, refused.reason(), refused.getMessage());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.endsWith(".") && message.lines().count() == 1, message);
  }
}
