package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.event.InviteHash;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Invite;
import dev.chit.core.ledger.LedgerView;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.ids.UsedIds;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Looks up what is asked for, when it is asked for: in an embedded database a query costs less
/// than remembering the answers of a batch beforehand. A database that cannot be read is an
/// [UncheckedIOException] here.
final class CachedView implements LedgerView {
  private final AccountCache cache;
  private final ReaderPool readers;
  private final UsedIds ids;

  CachedView(AccountCache cache, ReaderPool readers, UsedIds ids) {
    this.cache = cache;
    this.readers = readers;
    this.ids = ids;
  }

  @Override
  public @Nullable Account account(AccountId id) {
    Account cached = cache.get(id);
    if (cached != null) {
      return cached;
    }
    Account read = read(reader -> reader.account(id)).orElse(null);
    if (read != null) {
      cache.put(read);
    }
    return read;
  }

  @Override
  public @Nullable AccountId named(AccountName name) {
    return read(reader -> reader.account(name)).map(Account::id).orElse(null);
  }

  @Override
  public @Nullable Entry used(ChitId id) {
    long index = ids.find(id);
    return index < 0 ? null : read(reader -> reader.entry(index).orElseThrow());
  }

  @Override
  public Entry opening(Account account) {
    return read(reader -> reader.entry(account.openedIndex()).orElseThrow());
  }

  @Override
  public @Nullable Invite invite(InviteHash codeHash) {
    return read(reader -> reader.invite(codeHash)).orElse(null);
  }

  private <T> T read(ReaderPool.Query<T> query) {
    try {
      return readers.read(query);
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }
}
