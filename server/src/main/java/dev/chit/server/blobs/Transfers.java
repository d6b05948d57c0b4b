package dev.chit.server.blobs;

import dev.chit.core.AccountId;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what each account has under way, so that nobody has too much of it.
final class Transfers {
  private final int most;
  private final ConcurrentHashMap<AccountId, Integer> underWay = new ConcurrentHashMap<>();

  Transfers(int most) {
    this.most = most;
  }

  /// False if the account has as many as it may.
  boolean begin(AccountId account) {
    var begun = new boolean[1];
    underWay.compute(
        account,
        (_, count) -> {
          int now = count == null ? 0 : count;
          begun[0] = now < most;
          return begun[0] ? now + 1 : now;
        });
    return begun[0];
  }

  void end(AccountId account) {
    underWay.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
  }
}
