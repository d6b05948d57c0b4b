package dev.chit.server.store.sqlite;

import dev.chit.server.store.NewerDatabaseException;
import dev.chit.server.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ledger's database at rest: one file that nobody writes to, read and never changed.
public final class LedgerFile implements AutoCloseable {
  private final Reader reader;

  private LedgerFile(Reader reader) {
    this.reader = reader;
  }

  /// @throws NewerDatabaseException if a later version of this program wrote it
  /// @throws StoreException if it cannot be read or is no ledger
  public static LedgerFile open(Path file) throws StoreException {
    @Nullable Connection connection = null;
    try {
      connection = Connections.atRest(file);
      Schema.check(connection, file);
      return new LedgerFile(new Reader(connection));
    } catch (SQLException e) {
      close(connection);
      throw ReaderPool.unreadable(e);
    } catch (StoreException e) {
      close(connection);
      throw e;
    }
  }

  /// Consecutive events as they were encoded, from `from` on; fewer than `max` only at the end.
  public List<byte[]> events(long from, int max) throws StoreException {
    return read(() -> reader.events(from, max));
  }

  public long size() throws StoreException {
    return read(reader::size);
  }

  /// The newest signed note.
  public Optional<String> checkpoint() throws StoreException {
    return read(reader::checkpoint);
  }

  @FunctionalInterface
  private interface Query<T> {
    T run() throws SQLException;
  }

  private static <T> T read(Query<T> query) throws StoreException {
    try {
      return query.run();
    } catch (SQLException e) {
      throw ReaderPool.unreadable(e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      Sql.close(connection);
    }
  }
}
