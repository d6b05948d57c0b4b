package dev.chit.server.ledger;

import dev.chit.server.store.Commit;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;

/// A store whose n-th commit fails: before anything is written, or when all of it is.
final class FaultyStore extends ForwardingStore {
  private final boolean isWritten;
  private int commitsLeft;

  FaultyStore(LedgerStore store, int failingCommit, boolean isWritten) {
    super(store);
    this.isWritten = isWritten;
    commitsLeft = failingCommit;
  }

  @Override
  public void commit(Commit commit) throws StoreException {
    commitsLeft--;
    if (commitsLeft == 0 && !isWritten) {
      throw new StoreException("The disk is full.");
    }
    super.commit(commit);
    if (commitsLeft == 0) {
      throw new StoreException("The disk went away.");
    }
  }
}
