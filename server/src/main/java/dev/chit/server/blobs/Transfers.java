package dev.chit.server.blobs;

import dev.chit.core.AccountId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Counts what each account has under way, and all together, so that nobody has too much of it.
final class Transfers {
  private final int most;
  private final Semaphore all;
  private final ConcurrentHashMap<AccountId, Integer> underWay = new ConcurrentHashMap<>();

  /// @param most of one account
  /// @param all of all together
  Transfers(int most, int all) {
    this.most = most;
    this.all = new Semaphore(all);
  }

  /// False if the account, or all together, have as many as they may.
  boolean begin(AccountId account) {
    if (!all.tryAcquire()) {
      return false;
    }
    var begun = new boolean[1];
    underWay.compute(
        account,
        (_, count) -> {
          int now = count == null ? 0 : count;
          begun[0] = now < most;
          return begun[0] ? now + 1 : now;
        });
    if (!begun[0]) {
      all.release();
    }
    return begun[0];
  }

  void end(AccountId account) {
    underWay.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    all.release();
  }
}
