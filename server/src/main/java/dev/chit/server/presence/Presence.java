package dev.chit.server.presence;

import dev.chit.core.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Who is online: every account with a connection.
///
/// Changes are told to all watchers, gathered for a moment, at most [#CHANGES_MAX] at once, and
/// less often the more watchers there are. What was missed is found by asking for all of [#online].
public final class Presence {
  /// Changes told at once; others of the same moment are not told at all.
  public static final int CHANGES_MAX = 64;

  private static final long GATHER_MILLIS = 100;
  private static final long TOLD_PER_MILLI = 200;

  /// @param name the account's
  public record Change(AccountId account, String name, boolean online) {}

  /// Hears of changes. Must not block.
  @FunctionalInterface
  public interface Watcher {
    void changed(List<Change> changes);
  }

  private record Online(String name, int connections) {}

  private final ScheduledExecutorService timer;
  private final ConcurrentHashMap<AccountId, Online> online = new ConcurrentHashMap<>();
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  /// What each account was when it was last told. Guarded by itself.
  private final Map<AccountId, Change> untold = new LinkedHashMap<>();

  private boolean scheduled;
  private long quietMillis = GATHER_MILLIS;

  public Presence(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /// One more connection of the account.
  public void join(AccountId account, String name, Watcher watcher) {
    watchers.add(watcher);
    Online now =
        online.merge(
            account, new Online(name, 1), (had, _) -> new Online(name, had.connections() + 1));
    if (now.connections() == 1) {
      changed(new Change(account, name, true));
    }
  }

  /// One connection less.
  public void leave(AccountId account, String name, Watcher watcher) {
    watchers.remove(watcher);
    Online left =
        online.computeIfPresent(
            account,
            (_, had) -> had.connections() == 1 ? null : new Online(name, had.connections() - 1));
    if (left == null) {
      changed(new Change(account, name, false));
    }
  }

  public boolean isOnline(AccountId account) {
    return online.containsKey(account);
  }

  /// Accounts online.
  public int count() {
    return online.size();
  }

  /// At most `max` of those online, in no order.
  public List<Change> online(int max) {
    var all = new ArrayList<Change>();
    for (Map.Entry<AccountId, Online> entry : online.entrySet()) {
      if (all.size() == max) {
        break;
      }
      all.add(new Change(entry.getKey(), entry.getValue().name(), true));
    }
    return all;
  }

  private void changed(Change change) {
    synchronized (untold) {
      if (untold.size() < CHANGES_MAX || untold.containsKey(change.account())) {
        untold.putIfAbsent(change.account(), change);
      }
      if (!scheduled) {
        scheduled = true;
        var _ = timer.schedule(this::tell, quietMillis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void tell() {
    var changes = new ArrayList<Change>();
    synchronized (untold) {
      scheduled = false;
      for (Change first : untold.values()) {
        // Who came and went again in the meantime did not change.
        if (isOnline(first.account()) == first.online()) {
          changes.add(first);
        }
      }
      untold.clear();
      quietMillis =
          Math.max(GATHER_MILLIS, (long) watchers.size() * changes.size() / TOLD_PER_MILLI);
    }
    if (!changes.isEmpty()) {
      List<Change> told = List.copyOf(changes);
      watchers.forEach(watcher -> watcher.changed(told));
    }
  }
}
