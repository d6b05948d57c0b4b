package dev.chit.server.edge;

import dev.chit.core.AccountId;
import dev.chit.server.ServerLimits;
import java.util.concurrent.ConcurrentHashMap;

/// The allowances of the accounts seen lately. One that nobody has drawn on for a while is as good
/// as a new one, and is dropped when there are many.
final class Allowances {
  private static final int SWEEP_AT = 10_000;

  private final ServerLimits.Rates rates;
  private final ConcurrentHashMap<AccountId, Allowance> accounts = new ConcurrentHashMap<>();

  Allowances(ServerLimits.Rates rates) {
    this.rates = rates;
  }

  Allowance of(AccountId account) {
    Allowance known = accounts.get(account);
    if (known != null) {
      return known;
    }
    if (accounts.size() >= SWEEP_AT) {
      long now = System.nanoTime();
      accounts.values().removeIf(allowance -> allowance.isUnused(now));
    }
    return accounts.computeIfAbsent(account, _ -> new Allowance(rates, System.nanoTime()));
  }
}
