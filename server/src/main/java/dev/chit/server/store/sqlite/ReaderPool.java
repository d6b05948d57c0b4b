package dev.chit.server.store.sqlite;

import dev.chit.server.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A few connections that only read. Whoever wants one waits for a free one.
final class ReaderPool implements AutoCloseable {
  private final List<Reader> all;
  private final BlockingQueue<Reader> free;

  /// What is done with a connection.
  @FunctionalInterface
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }

  ReaderPool(List<Reader> readers) {
    all = new ArrayList<>(readers);
    free = new ArrayBlockingQueue<>(readers.size(), false, readers);
  }

  <T> T read(Query<T> query) throws StoreException {
    Reader reader = take();
    try {
      return query.run(reader);
    } catch (SQLException e) {
      throw unreadable(e);
    } finally {
      free.add(reader);
    }
  }

  static StoreException unreadable(SQLException e) {
    return new StoreException("The ledger's database cannot be read: " + e.getMessage(), e);
  }

  private Reader take() throws StoreException {
    try {
      return free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the ledger's database.", e);
    }
  }

  @Override
  public void close() {
    for (Reader reader : all) {
      reader.close();
    }
  }
}
