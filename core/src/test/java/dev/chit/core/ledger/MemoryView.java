package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.event.InviteHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A store in memory that hands out only what a batch said it needs.
final class MemoryView implements LedgerView {
  final List<Entry> entries = new ArrayList<>();
  final Map<AccountId, Account> accounts = new HashMap<>();
  private final Map<String, AccountId> named = new HashMap<>();
  private final Map<ChitId, Entry> used = new HashMap<>();
  private final Map<InviteHash, Invite> invites = new HashMap<>();
  final Map<Long, Hold> holds = new HashMap<>();
  final Map<Long, Long> refunds = new HashMap<>();
  final Map<String, Device> devices = new TreeMap<>();
  private @Nullable Needs loaded;

  LedgerView load(Needs needs) {
    loaded = needs;
    return this;
  }

  void commit(Changes changes) {
    for (Entry entry : changes.entries()) {
      if (entry.index() != entries.size()) {
        throw new AssertionError("entry " + entry.index() + " after " + entries.size());
      }
      entries.add(entry);
      entry.usedId().ifPresent(id -> used.put(id, entry));
    }
    for (Account account : changes.accounts()) {
      if (accounts.put(account.id(), account) == null) {
        named.put(account.name().folded(), account.id());
      }
    }
    for (Invite invite : changes.invites()) {
      invites.put(invite.hash(), invite);
    }
    for (Hold hold : changes.holds()) {
      holds.put(hold.certifiedIndex(), hold);
    }
    for (Device device : changes.devices()) {
      devices.put(device.account() + " " + device.number(), device);
    }
    for (Refunded refunded : changes.refunds()) {
      refunds.put(refunded.settledIndex(), refunded.minor());
    }
  }

  /// A copy that goes its own way.
  MemoryView copy() {
    var copy = new MemoryView();
    copy.entries.addAll(entries);
    copy.accounts.putAll(accounts);
    copy.named.putAll(named);
    copy.used.putAll(used);
    copy.invites.putAll(invites);
    copy.holds.putAll(holds);
    copy.refunds.putAll(refunds);
    copy.devices.putAll(devices);
    return copy;
  }

  @Override
  public @Nullable Account account(AccountId id) {
    check(needs().accounts().contains(id) || isOfNeededEntry(id) || hasNeededName(id), id);
    return accounts.get(id);
  }

  private boolean hasNeededName(AccountId id) {
    for (AccountName needed : needs().names()) {
      if (id.equals(named.get(needed.folded()))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfNeededEntry(AccountId id) {
    return needs().ids().stream()
        .map(used::get)
        .anyMatch(entry -> entry != null && entry.side(id).isPresent());
  }

  @Override
  public @Nullable AccountId named(AccountName name) {
    boolean isLoaded = false;
    for (AccountName needed : needs().names()) {
      isLoaded |= needed.folded().equals(name.folded());
    }
    check(isLoaded, name);
    return named.get(name.folded());
  }

  @Override
  public @Nullable Entry used(ChitId id) {
    check(needs().ids().contains(id), id);
    return used.get(id);
  }

  @Override
  public @Nullable Entry closing(Entry certified) {
    Hold hold = holds.get(certified.index());
    if (hold == null) {
      throw new AssertionError("event " + certified.index() + " made no hold");
    }
    return hold.isClosed() ? entries.get((int) hold.closedIndex()) : null;
  }

  @Override
  public long refundedMinor(Entry settled) {
    return refunds.getOrDefault(settled.index(), 0L);
  }

  @Override
  public Entry entry(long index) {
    return entries.get((int) index);
  }

  @Override
  public List<Device> devices(Account account) {
    check(needs().accounts().contains(account.id()), account.id());
    return devices.values().stream().filter(it -> it.account().equals(account.id())).toList();
  }

  @Override
  public @Nullable Invite invite(InviteHash hash) {
    check(needs().invites().contains(hash), hash);
    return invites.get(hash);
  }

  /// Where a chit stands.
  ChitState chit(ChitId id) {
    return ChitState.of(used.get(id), this::closing);
  }

  private Needs needs() {
    if (loaded == null) {
      throw new AssertionError("nothing was loaded");
    }
    return loaded;
  }

  private static void check(boolean isLoaded, Object key) {
    if (!isLoaded) {
      throw new AssertionError(key + " was asked for, but not among what the batch needs");
    }
  }
}
