package dev.chit.client.state;

import dev.chit.client.ChitException;
import dev.chit.client.ProfileException;
import dev.chit.client.WrongPassphraseException;
import dev.chit.crypto.SecretFiles;
import dev.chit.sessions.vault.DamagedRowException;
import dev.chit.sessions.vault.Unlock;
import dev.chit.sessions.vault.Vault;
import dev.chit.sessions.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/// One profile's directory, owned by this process while open: `vault` (the data key), `state.db`
/// (sealed rows), `lock`.
///
/// ```java
/// try (ProfileStore store = ProfileStore.open(home, unlock, random)) {
///   store.run(tables -> tables.profile());
/// }
/// ```
public final class ProfileStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);
  private static final int VERSION = 1;
  private static final String VAULT = "vault";
  private static final String STATE = "state.db";
  private static final String UNFINISHED = "state.db.new";
  private static final String COPY = "state.db.copy";

  private final Path home;
  private final ProfileLock lock;
  private final Vault vault;
  private final Connection database;
  private final StateThread thread;
  private final CountDownLatch wiped = new CountDownLatch(1);

  private ProfileStore(
      Path home, ProfileLock lock, Vault vault, Connection database, StateThread thread) {
    this.home = home;
    this.lock = lock;
    this.vault = vault;
    this.database = database;
    this.thread = thread;
  }

  /// Loads what the database takes.
  public static void prepare() throws SQLException {
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = memory.createStatement()) {
      var _ = version(statement);
    }
  }

  public static boolean exists(Path home) {
    return Files.exists(home.resolve(STATE));
  }

  /// Makes a profile and opens it.
  ///
  /// @param first fills the tables; the profile exists once that is on disk
  public static ProfileStore create(Path home, Unlock unlock, SecureRandom random, Job<?> first)
      throws ChitException {
    requireNone(home);
    try {
      SecretFiles.createDirectory(home);
      ProfileLock lock = ProfileLock.take(home);
      try {
        fill(home, unlock, random, first);
        return open(home, unlock, random, lock);
      } catch (ChitException | IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new ProfileException("bad-profile", "Cannot write a profile in " + home + ".", e);
    }
  }

  /// Makes a profile of what a backup holds, and opens it.
  ///
  /// @param rows the database, as [#copyRows] gave it
  /// @param dataKey as [#dataKey] gave it
  /// @param first makes the rows fit to be gone on with; the profile exists once that is on disk
  public static ProfileStore restore(
      Path home, Unlock unlock, SecureRandom random, byte[] dataKey, InputStream rows, Job<?> first)
      throws ChitException, IOException {
    requireNone(home);
    SecretFiles.createDirectory(home);
    ProfileLock lock = ProfileLock.take(home);
    try {
      Path unfinished = unfinished(home);
      try (var file = Files.newOutputStream(unfinished)) {
        rows.transferTo(file);
      }
      try (Vault vault = Vault.ofKey(home.resolve(VAULT), dataKey, unlock, random)) {
        fill(unfinished, vault, first);
      }
      Files.move(unfinished, home.resolve(STATE));
      return open(home, unlock, random, lock);
    } catch (SQLException e) {
      lock.close();
      throw new ProfileException("bad-profile", "Cannot write a profile in " + home + ".", e);
    } catch (ChitException | IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireNone(Path home) throws ProfileException {
    if (exists(home)) {
      throw new ProfileException(
          "profile-exists", "There is a profile in " + home + " already.", null);
    }
  }

  public static ProfileStore open(Path home, Unlock unlock, SecureRandom random)
      throws ChitException {
    if (!exists(home)) {
      throw new ProfileException("no-profile", "There is no profile in " + home + ".", null);
    }
    try {
      ProfileLock lock = ProfileLock.take(home);
      try {
        return open(home, unlock, random, lock);
      } catch (ChitException | IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException | DamagedRowException e) {
      throw new ProfileException("bad-profile", "Cannot use the profile in " + home + ".", e);
    }
  }

  /// Written aside and renamed when complete, so that a crash leaves a whole profile or none.
  private static void fill(Path home, Unlock unlock, SecureRandom random, Job<?> first)
      throws IOException, SQLException, ChitException {
    Path unfinished = unfinished(home);
    try (Vault vault = Vault.create(home.resolve(VAULT), unlock, random)) {
      fill(unfinished, vault, first);
    }
    Files.move(unfinished, home.resolve(STATE));
  }

  /// An empty file of mode 0600; what an earlier attempt left is gone.
  private static Path unfinished(Path home) throws IOException {
    Path unfinished = home.resolve(UNFINISHED);
    Files.deleteIfExists(home.resolve(VAULT));
    Files.deleteIfExists(unfinished);
    Files.deleteIfExists(home.resolve(UNFINISHED + "-wal"));
    SecretFiles.create(unfinished, new byte[0]);
    return unfinished;
  }

  private static void fill(Path unfinished, Vault vault, Job<?> first)
      throws SQLException, ChitException {
    try (Connection database = connect(unfinished);
        var thread = new StateThread(database, new Tables(database, vault))) {
      var _ = thread.callUninterruptibly(first);
    }
  }

  private static ProfileStore open(Path home, Unlock unlock, SecureRandom random, ProfileLock lock)
      throws IOException, SQLException, ChitException {
    Vault vault = unlock(home, unlock, random);
    try {
      SecretFiles.requirePrivate(home.resolve(STATE));
      Connection database = connect(home.resolve(STATE));
      try {
        var tables = new Tables(database, vault);
        database.commit();
        return new ProfileStore(home, lock, vault, database, new StateThread(database, tables));
      } catch (SQLException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (IOException | SQLException | ChitException | RuntimeException e) {
      vault.close();
      throw e;
    }
  }

  private static Vault unlock(Path home, Unlock unlock, SecureRandom random)
      throws IOException, ProfileException {
    try {
      return Vault.open(home.resolve(VAULT), unlock, random);
    } catch (VaultException e) {
      throw switch (e.problem()) {
        case WRONG_PASSPHRASE -> new WrongPassphraseException();
        case PASSPHRASE_NEEDED ->
            new ProfileException("passphrase-needed", "This profile needs its passphrase.", e);
        case NEWER -> newer(e);
        case DAMAGED ->
            new ProfileException("bad-profile", "The profile's key file is damaged.", e);
      };
    }
  }

  private static ProfileException newer(@Nullable Throwable cause) {
    return new ProfileException(
        "newer-profile", "This profile was made by a later version of this program.", cause);
  }

  private static Connection connect(Path file) throws SQLException, ProfileException {
    Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = database.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA temp_store = MEMORY");
      int version = version(statement);
      if (version > VERSION) {
        database.close();
        throw newer(null);
      }
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    database.setAutoCommit(false);
    return database;
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  /// Runs a job on the state thread and waits until it is on disk.
  public <T> T run(Job<T> job) throws ChitException, InterruptedException {
    return thread.call(job);
  }

  /// As [#run], but an interrupt has to wait: for opening and closing.
  public <T> T runUninterruptibly(Job<T> job) throws ChitException {
    return thread.callUninterruptibly(job);
  }

  /// Has the database check all of itself.
  ///
  /// @return what it found, empty if nothing
  public Optional<String> check() throws ChitException, InterruptedException {
    return thread.call(
        _ -> {
          try (Statement statement = database.createStatement();
              ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = found.next() ? found.getString(1) : "no answer";
            return said.equals("ok") ? Optional.empty() : Optional.of(said);
          }
        });
  }

  /// Gives all rows of one moment, sealed as they are, while the profile is in use. Takes as much
  /// room again on the profile's disk meanwhile.
  public void copyRows(OutputStream out) throws ChitException, IOException, InterruptedException {
    Path copy = home.resolve(COPY);
    try {
      Files.deleteIfExists(copy);
      SecretFiles.create(copy, new byte[0]);
      var done = new CompletableFuture<@Nullable Void>();
      thread.call(
          tables -> {
            tables.afterCommit(() -> copyInto(copy, done));
            return true;
          });
      done.get();
      Files.copy(copy, out);
    } catch (ExecutionException e) {
      throw new ProfileException("profile-failed", "The profile could not be copied.", e);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /// Between two transactions.
  private void copyInto(Path copy, CompletableFuture<@Nullable Void> done) {
    try {
      int result =
          database
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup("main", copy.toString(), null);
      if (result != SQLiteErrorCode.SQLITE_OK.code) {
        throw new SQLException("SQLite's backup ended with " + result);
      }
      done.complete(null);
    } catch (SQLException e) {
      done.completeExceptionally(e);
    }
  }

  /// A copy of the key that opens the rows: wipe it after use.
  public byte[] dataKey() {
    return vault.dataKey();
  }

  /// Deletes the key that opens the rows, for ever: what is on the disk is unreadable from now on.
  /// The rows stay in use until this is closed, and are then deleted too.
  public void wipe() throws ProfileException {
    try {
      Path key = home.resolve(VAULT);
      if (Files.exists(key)) {
        overwrite(key);
        Files.delete(key);
      }
      wiped.countDown();
    } catch (IOException e) {
      throw new ProfileException(
          "profile-failed", "The profile's keys could not be deleted: delete " + home + ".", e);
    }
  }

  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) channel.size());
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
    }
  }

  public boolean isWiped() {
    return wiped.getCount() == 0;
  }

  public void awaitWiped() throws InterruptedException {
    wiped.await();
  }

  /// Finishes the jobs that wait, closes the files and gives the profile back.
  @Override
  public void close() {
    thread.close();
    try {
      database.close();
      if (isWiped()) {
        for (String end : List.of("", "-wal", "-shm")) {
          Files.deleteIfExists(home.resolve(STATE + end));
        }
      }
      lock.close();
    } catch (SQLException | IOException e) {
      LOG.warn("the profile's files did not close well: {}", e.getMessage());
    }
    vault.close();
  }
}
