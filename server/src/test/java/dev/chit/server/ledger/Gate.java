package dev.chit.server.ledger;

import dev.chit.server.store.Commit;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import java.util.concurrent.Semaphore;

/// Where commits wait once it is shut, until it is opened again.
final class Gate {
  private final Semaphore through = new Semaphore(0);
  private final Semaphore arrived = new Semaphore(0);
  private volatile boolean isShut;

  void shut() {
    isShut = true;
  }

  void open() {
    isShut = false;
    through.release(1 << 20);
  }

  /// Returns once a commit has come to the shut gate.
  void awaitArrival() {
    arrived.acquireUninterruptibly();
  }

  /// A store whose commits come through here.
  LedgerStore before(LedgerStore store) {
    return new ForwardingStore(store) {
      @Override
      public void commit(Commit commit) throws StoreException {
        if (isShut) {
          arrived.release();
          through.acquireUninterruptibly();
        }
        super.commit(commit);
      }
    };
  }
}
