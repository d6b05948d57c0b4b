package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The state in the middle of a batch: what was known before it, and what it changed so far.
final class Working {
  private static final long MILLIS_PER_DAY = 24L * 60 * 60 * 1000;

  private final LedgerView before;
  private final Moment moment;
  private final Map<AccountId, Account> accounts;
  private final Map<ChitId, Entry> used;
  private final Map<String, AccountId> named = new HashMap<>();
  private final Map<InviteHash, Invite> invites = new LinkedHashMap<>();
  private final Map<Long, Entry> closings = new HashMap<>();
  private final Map<Long, Hold> holds = new LinkedHashMap<>();
  private final Map<Long, Refunded> refunds = new LinkedHashMap<>();
  private final Map<DeviceKey, Device> devices = new LinkedHashMap<>();
  private final List<Entry> entries;
  private @Nullable LedgerTerms terms;

  Working(Moment moment, LedgerView before, int commands) {
    this.moment = moment;
    this.before = before;
    terms = moment.terms();
    accounts = LinkedHashMap.newLinkedHashMap(2 * commands);
    used = HashMap.newHashMap(commands);
    entries = new ArrayList<>(commands);
  }

  boolean isCreated() {
    return terms != null;
  }

  LedgerTerms terms() {
    return Objects.requireNonNull(terms, "the ledger has to be created first");
  }

  void create(LedgerTerms created) {
    terms = created;
  }

  boolean invitationOnly() {
    return moment.invitationOnly();
  }

  long nowMillis() {
    return moment.nowMillis();
  }

  long nowSeconds() {
    return Math.floorDiv(moment.nowMillis(), 1000L);
  }

  long today() {
    return Math.floorDiv(moment.nowMillis(), MILLIS_PER_DAY);
  }

  Salt salt() {
    return moment.salts().get();
  }

  /// Index of the next event to be appended.
  long nextIndex() {
    return moment.nextIndex() + entries.size();
  }

  @Nullable Account account(AccountId id) {
    Account changed = accounts.get(id);
    return changed != null ? changed : before.account(id);
  }

  @Nullable AccountId named(AccountName name) {
    AccountId fresh = named.get(name.folded());
    return fresh != null ? fresh : before.named(name);
  }

  @Nullable Entry used(ChitId id) {
    Entry fresh = used.get(id);
    return fresh != null ? fresh : before.used(id);
  }

  @Nullable Entry closing(Entry certified) {
    Entry fresh = closings.get(certified.index());
    if (fresh != null) {
      return fresh;
    }
    return isFresh(certified) ? null : before.closing(certified);
  }

  long refundedMinor(Entry settled) {
    Refunded fresh = refunds.get(settled.index());
    if (fresh != null) {
      return fresh.minor();
    }
    return isFresh(settled) ? 0 : before.refundedMinor(settled);
  }

  /// Whether it was written in this batch.
  private boolean isFresh(Entry entry) {
    return entry.index() >= moment.nextIndex();
  }

  Entry opening(Account account) {
    return entry(account.openedIndex());
  }

  /// All devices that the account has or had, the first one too, in order of their numbers.
  Collection<Device> devices(Account account) {
    int first = Device.statement(opening(account).event()).device();
    var all = new TreeMap<Integer, Device>();
    long opened = account.openedIndex();
    all.put(first, new Device(account.id(), opened, first, opened, Entry.NO_INDEX));
    if (opened < moment.nextIndex()) {
      before.devices(account).forEach(device -> all.put(device.number(), device));
    }
    devices.forEach(
        (key, device) -> {
          if (key.openedIndex() == opened) {
            all.put(device.number(), device);
          }
        });
    return all.values();
  }

  private record DeviceKey(long openedIndex, int number) {}

  /// An entry of which this state has told the index.
  Entry entry(long index) {
    long sinceBatch = index - moment.nextIndex();
    return sinceBatch >= 0 ? entries.get((int) sinceBatch) : before.entry(index);
  }

  @Nullable Invite invite(InviteHash codeHash) {
    Invite changed = invites.get(codeHash);
    return changed != null ? changed : before.invite(codeHash);
  }

  void put(Account account) {
    accounts.put(account.id(), account);
  }

  void putNew(Account account) {
    put(account);
    named.put(account.name().folded(), account.id());
  }

  void put(Device device) {
    devices.put(new DeviceKey(device.openedIndex(), device.number()), device);
  }

  void put(Invite invite) {
    invites.put(invite.hash(), invite);
  }

  void put(Refunded refunded) {
    refunds.put(refunded.settledIndex(), refunded);
  }

  /// Appends an event that is nobody's in particular or an account's own.
  Entry append(Event event, Entry.@Nullable Side from, Entry.@Nullable Side to) {
    return add(new Entry(nextIndex(), event, from, to, Entry.NO_INDEX));
  }

  private Entry add(Entry entry) {
    entries.add(entry);
    return entry;
  }

  /// Appends an event that uses up a chit's or an act's id.
  Entry append(ChitId id, Event event, Entry.@Nullable Side from, Entry.@Nullable Side to) {
    Entry entry = append(event, from, to);
    used.put(id, entry);
    return entry;
  }

  /// Appends the event that certifies a chit.
  Entry appendCertified(ChitId id, Event.Certified event, Entry.Side from, Entry.Side to) {
    Entry entry = append(id, event, from, to);
    holds.put(entry.index(), new Hold(entry.index(), event.untilSeconds(), Entry.NO_INDEX));
    return entry;
  }

  /// Appends the event that ends a certified chit's hold.
  Entry appendClosing(ChitState.Certified certified, Event event, Entry.Side from, Entry.Side to) {
    long closes = certified.entry().index();
    Entry entry = add(new Entry(nextIndex(), event, from, to, closes));
    closings.put(closes, entry);
    holds.put(closes, new Hold(closes, certified.untilSeconds(), entry.index()));
    return entry;
  }

  /// The part of an account in the event that turns `before` into `after`.
  static Entry.Side side(Account before, Account after) {
    return new Entry.Side(
        after.id(),
        after.openedIndex(),
        after.balanceMinor(),
        after.heldMinor(),
        before.lastIndex());
  }

  Changes changes() {
    return new Changes(
        entries,
        accounts.values(),
        List.copyOf(invites.values()),
        List.copyOf(holds.values()),
        List.copyOf(refunds.values()),
        List.copyOf(devices.values()));
  }
}
