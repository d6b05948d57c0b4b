package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.event.InviteHash;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Invite;
import dev.chit.core.ledger.LedgerView;
import dev.chit.server.store.ids.UsedIds;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks up what is asked for, when it is asked for: in an embedded database a query costs less
/// than remembering the answers of a batch beforehand. A database that cannot be read is an
/// [UncheckedIOException] here.
final class CachedView implements LedgerView {
  private final AccountCache cache;
  private final Reader reader;
  private final UsedIds ids;

  CachedView(AccountCache cache, Reader reader, UsedIds ids) {
    this.cache = cache;
    this.reader = reader;
    this.ids = ids;
  }

  @Override
  public @Nullable Account account(AccountId id) {
    Account cached = cache.get(id);
    if (cached != null) {
      return cached;
    }
    Account read = read(() -> reader.account(id)).orElse(null);
    if (read != null) {
      cache.put(read);
    }
    return read;
  }

  @Override
  public @Nullable AccountId named(AccountName name) {
    return read(() -> reader.account(name)).map(Account::id).orElse(null);
  }

  @Override
  public @Nullable Entry used(ChitId id) {
    long index = ids.find(id);
    return index < 0 ? null : read(() -> reader.entry(index)).orElseThrow();
  }

  @Override
  public @Nullable Entry closing(Entry certified) {
    return read(() -> reader.closing(certified.index())).orElse(null);
  }

  @Override
  public long refundedMinor(Entry settled) {
    return read(() -> reader.refundedMinor(settled.index()));
  }

  @Override
  public Entry entry(long index) {
    return read(() -> reader.entry(index)).orElseThrow();
  }

  @Override
  public List<Device> devices(Account account) {
    return read(() -> reader.devices(account));
  }

  @Override
  public @Nullable Invite invite(InviteHash codeHash) {
    return read(() -> reader.invite(codeHash)).orElse(null);
  }

  /// A query of the writer's own connection.
  @FunctionalInterface
  private interface Query<T> {
    T run() throws SQLException;
  }

  private static <T> T read(Query<T> query) {
    try {
      return query.run();
    } catch (SQLException e) {
      throw new UncheckedIOException(ReaderPool.unreadable(e));
    }
  }
}
