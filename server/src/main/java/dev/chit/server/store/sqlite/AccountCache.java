package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.ledger.Account;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The accounts used last, as committed. The writer's alone.
final class AccountCache {
  private final Map<AccountId, Account> accounts;

  AccountCache(int accountsMax) {
    accounts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<AccountId, Account> eldest) {
            return size() > accountsMax;
          }
        };
  }

  @Nullable Account get(AccountId id) {
    return accounts.get(id);
  }

  void put(Account account) {
    accounts.put(account.id(), account);
  }
}
