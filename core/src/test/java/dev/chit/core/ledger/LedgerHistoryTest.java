package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random histories against [NaiveLedger]. A failure names its seed.
class LedgerHistoryTest {
  private static final int SEEDS = 1200;
  private static final int BATCHES = 40;

  @Test
  void randomHistoriesAgreeWithTheNaiveLedgerAndKeepEveryInvariant() {
    Set<String> answers = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World();
      world.invitationOnly = seed % 4 == 0;
      var naive = new NaiveLedger(world.invitationOnly);
      var history = new RandomHistory(seed);
      for (int i = 0; i < BATCHES; i++) {
        List<Command> batch = history.batch(world.nowMillis);
        List<String> expected =
            batch.stream().map(command -> naive.apply(command, world.nowMillis)).toList();
        List<String> told = world.applyAll(batch).stream().map(LedgerHistoryTest::text).toList();
        assertEquals(expected, told, "seed " + seed + ", batch " + i);
        answers.addAll(told.stream().map(text -> text.split(" ")[0]).toList());
        checkInvariants(world.state, naive, "seed " + seed + ", batch " + i);
        world.nowMillis += history.pauseMillis();
      }
    }
    // What the histories are worth: they met all of these.
    assertTrue(
        answers.containsAll(
            Set.of(
                "done",
                "repeated",
                "insufficient-funds",
                "limit-exceeded",
                "unknown-payer",
                "unknown-payee",
                "frozen",
                "expired",
                "revoked",
                "settled",
                "certified",
                "not-certified",
                "cancelled",
                "not-payee",
                "bad-reference",
                "refund-exceeds",
                "duplicate-id",
                "wrong-ledger",
                "wrong-unit",
                "bad-chit",
                "same-account",
                "overflow",
                "name-taken",
                "key-taken",
                "bad-invite",
                "unknown-account",
                "account-closed",
                "not-empty",
                "operator-account",
                "bad-act",
                "device-taken",
                "device-limit",
                "last-device",
                "unknown-device",
                "already-created")),
        answers.toString());
  }

  @Test
  void aBatchComesToTheSameAsItsCommandsOneByOne() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var world = new World();
      var history = new RandomHistory(seed);
      for (int i = 0; i < BATCHES; i++) {
        List<Command> batch = history.batch(world.nowMillis);
        long now = world.nowMillis;
        MemoryView together = world.state.copy();
        MemoryView oneByOne = world.state.copy();
        List<Outcome> outcomes = decide(together, now, batch, new Random(i));
        List<Outcome> singles = new ArrayList<>();
        var salts = new Random(i);
        for (Command command : batch) {
          singles.addAll(decide(oneByOne, now, List.of(command), salts));
        }
        assertEquals(singles, outcomes, "seed " + seed + ", batch " + i);
        assertEquals(oneByOne.entries, together.entries);
        assertEquals(oneByOne.accounts, together.accounts);
        assertEquals(oneByOne.holds, together.holds);
        assertEquals(oneByOne.refunds, together.refunds);
        assertEquals(oneByOne.devices, together.devices);
        world.applyAll(batch);
        world.nowMillis += history.pauseMillis();
      }
    }
  }

  private static List<Outcome> decide(
      MemoryView view, long nowMillis, List<Command> batch, Random salts) {
    LedgerTerms terms =
        LedgerTerms.of(World.LOG_KEY, World.UNIT, World.OPERATOR, World.CHIT_LIFE_SECONDS, 0);
    var moment =
        new Moment(
            terms,
            false,
            nowMillis,
            view.entries.size(),
            () -> new Salt(salts.nextLong(), salts.nextLong()));
    Decision decision = Ledger.decide(moment, view.load(Ledger.needs(terms, batch)), batch);
    view.commit(decision.changes());
    return decision.outcomes();
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> "done " + done.entry().index();
      case Outcome.Repeated repeated -> "repeated " + repeated.first().index();
      case Outcome.Refused refused -> refused.rejection().code();
    };
  }

  private static void checkInvariants(MemoryView state, NaiveLedger naive, String where) {
    BigInteger sum = BigInteger.ZERO;
    for (Account account : state.accounts.values()) {
      sum = sum.add(BigInteger.valueOf(account.balanceMinor()));
      assertTrue(account.operator() || account.balanceMinor() >= 0, where);
      assertTrue(account.heldMinor() >= 0, where);
      assertTrue(account.operator() || account.heldMinor() <= account.balanceMinor(), where);
      NaiveLedger.Person person = naive.person(account.id());
      assertEquals(person.balance, BigInteger.valueOf(account.balanceMinor()), where);
      assertEquals(person.held, BigInteger.valueOf(account.heldMinor()), where);
      assertEquals(person.frozen, account.frozen(), where);
      assertEquals(person.auditor, account.auditor(), where);
    }
    assertEquals(BigInteger.ZERO, sum, where);
    checkEntries(state, where);
    checkChits(state, naive, where);
  }

  /// Balances and holds follow from the entries alone; chains name every entry of an account; no id
  /// is used twice.
  private static void checkEntries(MemoryView state, String where) {
    Map<AccountId, Long> balances = new HashMap<>();
    Map<AccountId, Long> held = new HashMap<>();
    Map<AccountId, Long> newest = new HashMap<>();
    Set<ChitId> used = new HashSet<>();
    Set<Long> open = new HashSet<>();
    for (Entry entry : state.entries) {
      entry.usedId().ifPresent(id -> assertTrue(used.add(id), where));
      if (entry.event() instanceof Event.Certified certified) {
        Order order = certified.chit().order();
        held.merge(order.payer(), order.amount().minor(), Math::addExact);
        open.add(entry.index());
      }
      if (entry.closes() != Entry.NO_INDEX) {
        Order order = state.entries.get((int) entry.closes()).order().orElseThrow();
        held.merge(order.payer(), -order.amount().minor(), Math::addExact);
        assertTrue(open.remove(entry.closes()), where);
        assertTrue(entry.order().isEmpty() || entry.order().get().equals(order), where);
      }
      if (entry.isSettlement()) {
        Order order = entry.order().orElseThrow();
        long minor = order.amount().minor();
        balances.merge(order.payer(), -minor, Math::addExact);
        balances.merge(order.payee(), minor, Math::addExact);
      }
      for (Entry.Side side : sides(entry)) {
        assertEquals(
            newest.getOrDefault(side.account(), Entry.NO_INDEX), side.previousIndex(), where);
        newest.put(side.account(), entry.index());
        assertEquals(balances.getOrDefault(side.account(), 0L), side.balanceMinor(), where);
        assertEquals(held.getOrDefault(side.account(), 0L), side.heldMinor(), where);
      }
    }
    for (Account account : state.accounts.values()) {
      assertEquals(newest.get(account.id()), account.lastIndex(), where);
      assertEquals(balances.getOrDefault(account.id(), 0L), account.balanceMinor(), where);
      assertEquals(held.getOrDefault(account.id(), 0L), account.heldMinor(), where);
    }
    for (Hold hold : state.holds.values()) {
      assertEquals(open.contains(hold.certifiedIndex()), !hold.isClosed(), where);
    }
  }

  /// Each chit is in the state that the naive ledger has it in, and no more was refunded than paid.
  private static void checkChits(MemoryView state, NaiveLedger naive, String where) {
    naive.papers.forEach(
        (id, paper) -> {
          ChitState is = state.chit(ChitId.parse(id));
          String word =
              switch (is) {
                case ChitState.Settled(Entry entry) -> {
                  long refunded = state.refunds.getOrDefault(entry.index(), 0L);
                  assertEquals(paper.refunded, BigInteger.valueOf(refunded), where);
                  assertTrue(refunded <= paper.order.amount().minor(), where);
                  yield "settled";
                }
                case ChitState.Certified certified -> {
                  assertEquals(paper.until, certified.untilSeconds(), where);
                  yield "certified";
                }
                case ChitState.Cancelled _ -> "cancelled";
                case ChitState.Expired _ -> "expired";
                case ChitState.Revoked _ -> "revoked";
                case ChitState.Unknown _, ChitState.Taken _ -> "none";
              };
          assertEquals(paper.state, word, where);
        });
  }

  private static List<Entry.Side> sides(Entry entry) {
    var sides = new ArrayList<Entry.Side>();
    if (entry.from() != null) {
      sides.add(entry.from());
    }
    if (entry.to() != null) {
      sides.add(entry.to());
    }
    return sides;
  }
}
