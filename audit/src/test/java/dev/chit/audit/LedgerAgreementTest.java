package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.Unit;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.Revocation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Changes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Decision;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Hold;
import dev.chit.core.ledger.Invite;
import dev.chit.core.ledger.Ledger;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.LedgerView;
import dev.chit.core.ledger.Moment;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two bookkeepers who share no rule come to the same balances.
class LedgerAgreementTest {
  private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");

  private final TestLog keys = new TestLog();
  private final State state = new State();
  private final Random random = new Random(5);
  private @Nullable LedgerTerms terms;
  private final List<Order> orders = new ArrayList<>();
  private final Set<Reference> refunded = new HashSet<>();
  private int refused;

  @Test
  void whatTheLedgersRulesLetThroughIsClean() throws Exception {
    decide(
        new Command.Create(
            keys.logKey.verifyKey(),
            new Unit("EUR", 2),
            TestLog.statement(keys.operator),
            TestLog.CHIT_LIFE_SECONDS,
            0));
    terms =
        LedgerTerms.of(
            keys.logKey.verifyKey(),
            new Unit("EUR", 2),
            keys.operator.verifyKey(),
            TestLog.CHIT_LIFE_SECONDS,
            0);
    for (int i = 0; i < 6000; i++) {
      decide(command());
      keys.nowMillis += random.nextInt(40) == 0 ? random.nextInt(50_000_000) : random.nextInt(2000);
    }
    Map<AccountId, Long> balances = new HashMap<>();
    state.accounts.forEach((id, account) -> balances.put(id, account.balanceMinor()));
    AuditReport report = keys.audit(keys.expected().withBalances(balances));
    assertEquals(List.of(), report.findings());
    assertEquals(NAMES.size() + 1, report.accounts());
    assertTrue(refused > 300 && report.events() > 2000, refused + " refused");
    // What the agreement is worth: each kind of event was among them.
    Map<String, Integer> kinds = new TreeMap<>();
    for (Entry entry : state.entries) {
      kinds.merge(kind(entry), 1, Integer::sum);
    }
    for (String kind :
        List.of(
            "Certified",
            "Settled held",
            "Retired held",
            "Cancelled",
            "Expired",
            "Revoked",
            "Settled refund",
            "Issued",
            "Settled",
            "DeviceAdded",
            "DeviceRevoked",
            "Administered")) {
      assertTrue(kinds.getOrDefault(kind, 0) > 3, kinds.toString());
    }
  }

  private String kind(Entry entry) {
    if (entry.event() instanceof Event.Released released) {
      return released.cause().getClass().getSimpleName();
    }
    String kind = entry.event().getClass().getSimpleName();
    boolean refund =
        entry.isSettlement()
            && entry.order().map(Order::reference).filter(refunded::contains).isPresent();
    return kind + (entry.closes() == Entry.NO_INDEX ? "" : " held") + (refund ? " refund" : "");
  }

  /// As often wrong as right.
  private Command command() throws Exception {
    String from = name();
    String to = name();
    return switch (random.nextInt(21)) {
      case 20 -> device(from);
      case 0 -> {
        InviteHash invite = random.nextBoolean() ? InviteHash.NONE : invite();
        yield new Command.Open(
            new AccountName(from),
            TestLog.statement(keys.member(to)),
            invite,
            false,
            Optional.empty());
      }
      case 1 -> random.nextInt(3) > 0 ? next() : act(new Deed.Freeze(keys.account(to)));
      case 2, 3 -> act(new Deed.Thaw(keys.account(to)));
      case 4 -> act(new Deed.Invite(invite()));
      case 5 -> {
        var issued = (Event.Issued) keys.issued(to, 1 + random.nextInt(500));
        yield new Command.Settle(
            issued.chit().verify(Ed25519.verifier()), Optional.of(issued.reason()));
      }
      case 6, 7 ->
          new Command.Certify(drawn(order(from, random.nextInt(4) == 0 ? "operator" : to)));
      case 8, 9, 10, 11 -> next();
      case 12 -> {
        long limit = random.nextInt(3) == 0 ? 100 + random.nextInt(500) : Long.MAX_VALUE;
        yield act(new Deed.SetLimits(keys.account(to), limit, limit));
      }
      case 13 -> orders.isEmpty() ? act(new Deed.Thaw(keys.account(to))) : refund();
      default -> {
        String payee = random.nextInt(10) == 0 ? "operator" : to;
        yield new Command.Settle(drawn(order(from, payee)));
      }
    };
  }

  private Command device(String name) throws Exception {
    int number = random.nextInt(1, 70);
    if (random.nextInt(3) > 0) {
      return new Command.AddDevice(TestLog.statement(keys.member(name), number));
    }
    DeviceRevocation revocation = keys.revocation(name, number);
    byte[] signature = keys.member(name).sign(revocation.signedBytes());
    return new Command.RevokeDevice(
        revocation.verify(SignatureBytes.of(signature), Ed25519.verifier()));
  }

  private Order order(String from, String to) {
    Order order = keys.order(from, to, 1 + random.nextInt(300));
    orders.add(order);
    return order;
  }

  private VerifiedChit drawn(Order order) throws Exception {
    return TestLog.signed(order, keys.member(name(order.payer()))).verify(Ed25519.verifier());
  }

  private String name(AccountId account) {
    return NAMES.stream()
        .filter(name -> keys.account(name).equals(account))
        .findAny()
        .orElse("operator");
  }

  /// Something more happens to one of the newest chits.
  private Command next() throws Exception {
    if (orders.isEmpty()) {
      return act(new Deed.Thaw(keys.account(name())));
    }
    Order order = orders.get(Math.max(0, orders.size() - 1 - random.nextInt(8)));
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Command.Settle(drawn(order));
      case 2 -> {
        var cancellation = new Cancellation(keys.ledger, order.id());
        SigningKey payee = keys.member(name(order.payee()));
        yield new Command.Cancel(
            cancellation.verify(
                payee.verifyKey(),
                SignatureBytes.of(payee.sign(cancellation.signedBytes())),
                Ed25519.verifier()));
      }
      case 3, 4 -> new Command.Expire(held().orElse(order).id());
      default -> {
        byte[] signature =
            keys.member(name(order.payer())).sign(Revocation.signedBytes(keys.ledger, order.id()));
        yield new Command.Revoke(
            new Revocation(drawn(order)).verify(SignatureBytes.of(signature), Ed25519.verifier()));
      }
    };
  }

  /// The order of some sum that is held.
  private Optional<Order> held() {
    return state.holds.values().stream()
        .filter(hold -> !hold.isClosed())
        .skip(random.nextInt(3))
        .findFirst()
        .flatMap(hold -> state.entries.get(Math.toIntExact(hold.certifiedIndex())).order());
  }

  private Command refund() throws Exception {
    Order paid = orders.get(Math.max(0, orders.size() - 1 - random.nextInt(8)));
    String from = name(paid.payee());
    Order order =
        keys.refund(
            from.equals("operator") ? name() : from,
            name(paid.payer()),
            1 + random.nextInt((int) paid.amount().minor()),
            paid);
    refunded.add(order.reference());
    return new Command.Settle(drawn(order));
  }

  private Command act(Deed deed) throws Exception {
    var administered = (Event.Administered) keys.administered(deed);
    return new Command.Act(
        administered.act().verify(keys.operator.verifyKey(), Ed25519.verifier()));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private InviteHash invite() {
    return InviteHash.ofCode("code " + random.nextInt(40));
  }

  private void decide(Command command) {
    var moment =
        new Moment(
            terms,
            false,
            keys.nowMillis,
            keys.events.size(),
            () -> new Salt(random.nextLong(), random.nextLong()));
    Decision decision = Ledger.decide(moment, state, List.of(command));
    refused += decision.outcomes().getFirst() instanceof Outcome.Refused ? 1 : 0;
    state.commit(decision.changes());
    decision.changes().entries().forEach(entry -> keys.events.add(entry.bytes()));
  }

  /// What a store would hold.
  private static final class State implements LedgerView {
    final Map<AccountId, Account> accounts = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<ChitId, Entry> used = new HashMap<>();
    private final Map<InviteHash, Invite> invites = new HashMap<>();
    private final Map<Long, Hold> holds = new HashMap<>();
    private final Map<Long, Long> refunds = new HashMap<>();
    private final Map<String, Device> devices = new HashMap<>();

    void commit(Changes changes) {
      entries.addAll(changes.entries());
      changes.accounts().forEach(account -> accounts.put(account.id(), account));
      changes.invites().forEach(invite -> invites.put(invite.hash(), invite));
      changes.holds().forEach(hold -> holds.put(hold.certifiedIndex(), hold));
      for (Device device : changes.devices()) {
        devices.put(device.account() + " " + device.number(), device);
      }
      changes.refunds().forEach(it -> refunds.put(it.settledIndex(), it.minor()));
      for (Entry entry : changes.entries()) {
        entry.usedId().ifPresent(id -> used.put(id, entry));
      }
    }

    @Override
    public @Nullable Account account(AccountId id) {
      return accounts.get(id);
    }

    @Override
    public @Nullable AccountId named(AccountName name) {
      return accounts.values().stream()
          .filter(account -> account.name().folded().equals(name.folded()))
          .map(Account::id)
          .findAny()
          .orElse(null);
    }

    @Override
    public @Nullable Entry used(ChitId id) {
      return used.get(id);
    }

    @Override
    public @Nullable Entry closing(Entry certified) {
      Hold hold = holds.get(certified.index());
      return hold == null || !hold.isClosed()
          ? null
          : entries.get(Math.toIntExact(hold.closedIndex()));
    }

    @Override
    public long refundedMinor(Entry settled) {
      return refunds.getOrDefault(settled.index(), 0L);
    }

    @Override
    public Entry entry(long index) {
      return entries.get(Math.toIntExact(index));
    }

    @Override
    public List<Device> devices(Account account) {
      return devices.values().stream().filter(it -> it.account().equals(account.id())).toList();
    }

    @Override
    public @Nullable Invite invite(InviteHash codeHash) {
      return invites.get(codeHash);
    }
  }
}
