package dev.chit.server.store;

import dev.chit.core.ledger.LedgerView;
import dev.chit.core.ledger.Needs;

/// Where a ledger is kept. One thread at a time calls [#load] and [#commit]; reads may come from
/// any.
public interface LedgerStore extends LedgerReader, AutoCloseable {
  /// What is known of everything that a batch needs, until the next commit.
  LedgerView load(Needs needs) throws StoreException;

  /// Writes all of it, durably, or nothing. When it throws, it is unknown which until the store has
  /// been opened again, and the store takes no further commit.
  void commit(Commit commit) throws StoreException;

  @Override
  void close();
}
