package dev.chit.server.presence;

import dev.chit.core.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Who is online: every account with a connection, for those whom its [Terms] let see it.
///
/// Changes are told to those who watch the account and may see it, gathered for a moment, at most
/// [#CHANGES_MAX] at once, and less often the more watchers there are. What was missed is found by
/// asking for all of [#online].
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

  /// @param connections and their terms; never empty
  private record Online(String name, Map<Watcher, Terms> connections) {
    boolean show(AccountId to) {
      return connections.values().stream().anyMatch(terms -> terms.show(to));
    }
  }

  private record Watching(AccountId account, Terms terms) {}

  private static final Online NOT_ONLINE = new Online("", Map.of());

  private final ScheduledExecutorService timer;
  private final ConcurrentHashMap<AccountId, Online> online = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Watcher, Watching> watchers = new ConcurrentHashMap<>();

  /// What each account was when it was last told. Guarded by itself.
  private final Map<AccountId, Online> untold = new LinkedHashMap<>();

  private boolean scheduled;
  private long quietMillis = GATHER_MILLIS;

  public Presence(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /// One more connection of the account, or other terms of one.
  public void join(AccountId account, String name, Watcher watcher, Terms terms) {
    watchers.put(watcher, new Watching(account, terms));
    online.compute(
        account,
        (_, had) -> {
          Online before = had == null ? NOT_ONLINE : had;
          changed(account, before);
          var connections = new HashMap<>(before.connections());
          connections.put(watcher, terms);
          return new Online(name, Map.copyOf(connections));
        });
  }

  /// One connection less.
  public void leave(AccountId account, Watcher watcher) {
    watchers.remove(watcher);
    online.computeIfPresent(
        account,
        (_, had) -> {
          changed(account, had);
          var connections = new HashMap<>(had.connections());
          connections.remove(watcher);
          return connections.isEmpty() ? null : new Online(had.name(), Map.copyOf(connections));
        });
  }

  /// Whoever may see it.
  public boolean isOnline(AccountId account) {
    return online.containsKey(account);
  }

  /// As far as `asker` may see; everybody sees themselves.
  public boolean isOnline(AccountId account, AccountId asker) {
    Online found = online.get(account);
    return found != null && (account.equals(asker) || found.show(asker));
  }

  /// Accounts online.
  public int count() {
    return online.size();
  }

  /// At most `max` of those online whom `asker` may see, in no order.
  public List<Change> online(AccountId asker, int max) {
    var all = new ArrayList<Change>();
    for (Map.Entry<AccountId, Online> entry : online.entrySet()) {
      if (all.size() == max) {
        break;
      }
      AccountId account = entry.getKey();
      if (account.equals(asker) || entry.getValue().show(asker)) {
        all.add(new Change(account, entry.getValue().name(), true));
      }
    }
    return all;
  }

  private void changed(AccountId account, Online before) {
    synchronized (untold) {
      if (untold.size() < CHANGES_MAX || untold.containsKey(account)) {
        untold.putIfAbsent(account, before);
      }
      if (!scheduled) {
        scheduled = true;
        var _ = timer.schedule(this::tell, quietMillis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private record Turn(AccountId account, Online before, Online now) {
    /// Whether the watcher sees something else than before.
    boolean isSeen(Watching watching) {
      return watching.terms().watched().contains(account)
          && before.show(watching.account()) != now.show(watching.account());
    }

    Change change(Watching watching) {
      boolean isOnline = now.show(watching.account());
      return new Change(account, isOnline ? now.name() : before.name(), isOnline);
    }
  }

  private void tell() {
    var turns = new ArrayList<Turn>();
    synchronized (untold) {
      scheduled = false;
      untold.forEach(
          (account, before) ->
              turns.add(new Turn(account, before, online.getOrDefault(account, NOT_ONLINE))));
      untold.clear();
      quietMillis = Math.max(GATHER_MILLIS, (long) watchers.size() * turns.size() / TOLD_PER_MILLI);
    }
    watchers.forEach(
        (watcher, watching) -> {
          List<Change> seen =
              turns.stream()
                  .filter(turn -> turn.isSeen(watching))
                  .map(turn -> turn.change(watching))
                  .toList();
          if (!seen.isEmpty()) {
            watcher.changed(seen);
          }
        });
  }
}
