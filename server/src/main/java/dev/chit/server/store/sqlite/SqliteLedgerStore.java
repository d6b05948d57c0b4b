package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.LedgerView;
import dev.chit.core.ledger.Needs;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileId;
import dev.chit.server.store.Commit;
import dev.chit.server.store.DirectoryLock;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.ids.UsedIds;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A ledger in a data directory: `ledger.db` (SQLite in WAL mode, every commit synced), `ids/` (see
/// [UsedIds]) and `lock`.
public final class SqliteLedgerStore implements LedgerStore {
  private static final String DATABASE = "ledger.db";
  private static final String IDS = "ids";
  private static final int READERS = 4;
  private static final int CACHED_ACCOUNTS_MAX = 1 << 17;

  private final DirectoryLock lock;
  private final Writer writer;
  private final ReaderPool readers;
  private final WalKeeper wal;
  private final UsedIds ids;
  private final AccountCache cache = new AccountCache(CACHED_ACCOUNTS_MAX);
  private final Reader writersReader;
  private final CachedView view;
  private boolean broken;

  private SqliteLedgerStore(
      DirectoryLock lock,
      Writer writer,
      Reader writersReader,
      ReaderPool readers,
      WalKeeper wal,
      UsedIds ids) {
    this.lock = lock;
    this.writer = writer;
    this.readers = readers;
    this.wal = wal;
    this.ids = ids;
    this.writersReader = writersReader;
    view = new CachedView(cache, writersReader, ids);
  }

  /// Opens a directory's ledger, or makes an empty one.
  ///
  /// @throws dev.chit.server.store.DirectoryLockedException if another server has it
  /// @throws dev.chit.server.store.NewerDatabaseException if a later version wrote it
  /// @throws StoreException if it cannot be read or written
  public static SqliteLedgerStore open(Path directory) throws StoreException {
    var opened = new Opening();
    try {
      return opened.open(directory.resolve(DATABASE), directory.resolve(IDS), directory);
    } catch (SQLException e) {
      opened.abandon();
      throw new StoreException(
          directory.resolve(DATABASE) + " cannot be opened: " + e.getMessage(), e);
    } catch (StoreException e) {
      opened.abandon();
      throw e;
    } catch (IOException e) {
      opened.abandon();
      throw new StoreException(directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// What is open so far, to be closed again if the rest fails.
  private static final class Opening {
    private final java.util.ArrayDeque<AutoCloseable> opened = new java.util.ArrayDeque<>();

    SqliteLedgerStore open(Path database, Path idDirectory, Path directory)
        throws SQLException, IOException {
      DirectoryLock lock = keep(DirectoryLock.acquire(directory));
      var connection = keep(Connections.writer(database));
      Schema.prepare(connection, database);
      Writer writer = keep(new Writer(connection));
      List<Reader> each = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        each.add(keep(new Reader(Connections.reader(database))));
      }
      var readers = new ReaderPool(each);
      UsedIds ids = keep(UsedIds.open(idDirectory, new SqliteIdLog(readers)));
      Reader writersReader = keep(new Reader(Connections.reader(database)));
      var wal = new WalKeeper(database, WalKeeper.Bounds.DEFAULT);
      return new SqliteLedgerStore(lock, writer, writersReader, readers, wal, ids);
    }

    private <T extends AutoCloseable> T keep(T one) {
      opened.push(one);
      return one;
    }

    void abandon() {
      for (AutoCloseable one : opened) {
        try {
          one.close();
        } catch (Exception e) {
          // The first failure is the one to report.
        }
      }
    }
  }

  @Override
  public LedgerView load(Needs needs) {
    return view;
  }

  @Override
  public void commit(Commit commit) throws StoreException {
    if (broken) {
      throw new StoreException("An earlier write to the ledger's database failed.");
    }
    try {
      ids.awaitRoom();
      wal.betweenBatches();
      writer.commit(commit);
    } catch (SQLException | IOException e) {
      broken = true;
      throw new StoreException("The ledger's database cannot be written: " + e.getMessage(), e);
    }
    wal.committed();
    remember(commit);
  }

  private void remember(Commit commit) {
    for (Account account : commit.changes().accounts()) {
      cache.put(account);
    }
    List<Entry> entries = commit.changes().entries();
    for (Entry entry : entries) {
      entry.usedId().ifPresent(id -> ids.add(id, entry.index()));
    }
    ids.committed(entries.getLast().index() + 1);
  }

  @Override
  public long size() throws StoreException {
    return readers.read(Reader::size);
  }

  @Override
  public Optional<Entry> entry(long index) throws StoreException {
    return readers.read(reader -> reader.entry(index));
  }

  @Override
  public List<byte[]> events(long from, int max) throws StoreException {
    return readers.read(reader -> reader.events(from, max));
  }

  @Override
  public OptionalLong indexOf(ChitId id) {
    long index = ids.find(id);
    return index < 0 ? OptionalLong.empty() : OptionalLong.of(index);
  }

  @Override
  public Optional<Entry> closing(long certified) throws StoreException {
    return readers.read(reader -> reader.closing(certified));
  }

  @Override
  public long refundedMinor(long settled) throws StoreException {
    return readers.read(reader -> reader.refundedMinor(settled));
  }

  @Override
  public List<Entry> dueHolds(long nowSeconds, int max) throws StoreException {
    return readers.read(reader -> reader.dueHolds(nowSeconds, max));
  }

  @Override
  public long openHolds() throws StoreException {
    return readers.read(Reader::openHolds);
  }

  @Override
  public Optional<Account> account(AccountId id) throws StoreException {
    return readers.read(reader -> reader.account(id));
  }

  @Override
  public Optional<Account> account(AccountName name) throws StoreException {
    return readers.read(reader -> reader.account(name));
  }

  @Override
  public List<Account> accounts(String prefix, String after, int max) throws StoreException {
    return readers.read(reader -> reader.accounts(prefix, after, max));
  }

  @Override
  public List<Device> devices(Account account) throws StoreException {
    return readers.read(reader -> reader.devices(account));
  }

  @Override
  public List<Entry> history(AccountId account, long below, int max) throws StoreException {
    return readers.read(reader -> reader.history(account, below, max));
  }

  @Override
  public Optional<Tile> tile(TileId id) throws StoreException {
    return readers.read(reader -> reader.tile(id));
  }

  @Override
  public Optional<String> checkpoint() throws StoreException {
    return readers.read(Reader::checkpoint);
  }

  @Override
  public long accountCount() throws StoreException {
    return readers.read(Reader::accountCount);
  }

  /// Ends the background work, then the connections; the last one to close moves what is left of
  /// the write-ahead log into the database.
  @Override
  public void close() {
    ids.close();
    wal.close();
    readers.close();
    writersReader.close();
    writer.close();
    lock.close();
  }
}
