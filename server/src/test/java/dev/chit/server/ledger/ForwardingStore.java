package dev.chit.server.ledger;

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
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A store that does what another does: a test changes one thing.
class ForwardingStore implements LedgerStore {
  private final LedgerStore store;

  ForwardingStore(LedgerStore store) {
    this.store = store;
  }

  @Override
  public LedgerView load(Needs needs) throws StoreException {
    return store.load(needs);
  }

  @Override
  public void commit(Commit commit) throws StoreException {
    store.commit(commit);
  }

  @Override
  public long size() throws StoreException {
    return store.size();
  }

  @Override
  public Optional<Entry> entry(long index) throws StoreException {
    return store.entry(index);
  }

  @Override
  public List<byte[]> events(long from, int max) throws StoreException {
    return store.events(from, max);
  }

  @Override
  public OptionalLong indexOf(ChitId id) throws StoreException {
    return store.indexOf(id);
  }

  @Override
  public Optional<Entry> closing(long certified) throws StoreException {
    return store.closing(certified);
  }

  @Override
  public long refundedMinor(long settled) throws StoreException {
    return store.refundedMinor(settled);
  }

  @Override
  public List<Entry> dueHolds(long nowSeconds, int max) throws StoreException {
    return store.dueHolds(nowSeconds, max);
  }

  @Override
  public long openHolds() throws StoreException {
    return store.openHolds();
  }

  @Override
  public Optional<Account> account(AccountId id) throws StoreException {
    return store.account(id);
  }

  @Override
  public Optional<Account> account(AccountName name) throws StoreException {
    return store.account(name);
  }

  @Override
  public List<Account> accounts(String prefix, String after, int max) throws StoreException {
    return store.accounts(prefix, after, max);
  }

  @Override
  public List<Device> devices(Account account) throws StoreException {
    return store.devices(account);
  }

  @Override
  public List<Entry> history(AccountId account, long below, int max) throws StoreException {
    return store.history(account, below, max);
  }

  @Override
  public Optional<Tile> tile(TileId id) throws StoreException {
    return store.tile(id);
  }

  @Override
  public Optional<String> checkpoint() throws StoreException {
    return store.checkpoint();
  }

  @Override
  public long accountCount() throws StoreException {
    return store.accountCount();
  }

  @Override
  public void close() {
    store.close();
  }
}
