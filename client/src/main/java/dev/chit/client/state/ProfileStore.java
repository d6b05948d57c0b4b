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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final ProfileLock lock;
  private final Vault vault;
  private final Connection database;
  private final StateThread thread;

  private ProfileStore(ProfileLock lock, Vault vault, Connection database, StateThread thread) {
    this.lock = lock;
    this.vault = vault;
    this.database = database;
    this.thread = thread;
  }

  public static boolean exists(Path home) {
    return Files.exists(home.resolve(STATE));
  }

  /// Makes a profile and opens it.
  ///
  /// @param first fills the tables; the profile exists once that is on disk
  public static ProfileStore create(Path home, Unlock unlock, SecureRandom random, Job<?> first)
      throws ChitException {
    if (exists(home)) {
      throw new ProfileException(
          "profile-exists", "There is a profile in " + home + " already.", null);
    }
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
    Path unfinished = home.resolve(UNFINISHED);
    Files.deleteIfExists(home.resolve(VAULT));
    Files.deleteIfExists(unfinished);
    Files.deleteIfExists(home.resolve(UNFINISHED + "-wal"));
    SecretFiles.create(unfinished, new byte[0]);
    try (Vault vault = Vault.create(home.resolve(VAULT), unlock, random);
        Connection database = connect(unfinished);
        var thread = new StateThread(database, new Tables(database, vault))) {
      var _ = thread.callUninterruptibly(first);
    }
    Files.move(unfinished, home.resolve(STATE));
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
        return new ProfileStore(lock, vault, database, new StateThread(database, tables));
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

  private static ProfileException newer(@org.jspecify.annotations.Nullable Throwable cause) {
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

  /// Finishes the jobs that wait, closes the files and gives the profile back.
  @Override
  public void close() {
    thread.close();
    try {
      database.close();
      lock.close();
    } catch (SQLException | IOException e) {
      LOG.warn("the profile's files did not close well: {}", e.getMessage());
    }
    vault.close();
  }
}
