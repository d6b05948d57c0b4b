package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
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
  private static final int SEEDS = 200;
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
        world.nowMillis += 700;
      }
    }
    // What the histories are worth: they met all of these.
    assertTrue(
        answers.containsAll(
            Set.of(
                "done",
                "repeated",
                "insufficient-funds",
                "unknown-payer",
                "unknown-payee",
                "frozen",
                "expired",
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
                "bad-act",
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
        MemoryView together = world.state.copy();
        MemoryView oneByOne = world.state.copy();
        List<Outcome> outcomes = decide(together, batch, new Random(i));
        List<Outcome> singles = new ArrayList<>();
        var salts = new Random(i);
        for (Command command : batch) {
          singles.addAll(decide(oneByOne, List.of(command), salts));
        }
        assertEquals(singles, outcomes, "seed " + seed + ", batch " + i);
        assertEquals(oneByOne.entries, together.entries);
        assertEquals(oneByOne.accounts, together.accounts);
        world.applyAll(batch);
      }
    }
  }

  private static List<Outcome> decide(MemoryView view, List<Command> batch, Random salts) {
    LedgerTerms terms = LedgerTerms.of(World.LOG_KEY, World.UNIT, World.OPERATOR, 3600, 0);
    var moment =
        new Moment(
            terms,
            false,
            World.NOW_MILLIS,
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
      assertTrue(account.operator() || account.heldMinor() <= account.balanceMinor(), where);
      assertEquals(
          naive.balances.get(account.id()), BigInteger.valueOf(account.balanceMinor()), where);
    }
    assertEquals(BigInteger.ZERO, sum, where);
    checkEntries(state, where);
  }

  /// Balances follow from the entries alone; chains name every entry of an account; no id is used
  /// twice.
  private static void checkEntries(MemoryView state, String where) {
    Map<AccountId, Long> balances = new HashMap<>();
    Map<AccountId, Long> newest = new HashMap<>();
    Set<ChitId> used = new HashSet<>();
    for (Entry entry : state.entries) {
      entry.usedId().ifPresent(id -> assertTrue(used.add(id), where));
      entry
          .order()
          .ifPresent(
              order -> {
                long minor = order.amount().minor();
                balances.merge(order.payer(), -minor, Math::addExact);
                balances.merge(order.payee(), minor, Math::addExact);
              });
      for (Entry.Side side : sides(entry)) {
        assertEquals(
            newest.getOrDefault(side.account(), Entry.NO_INDEX), side.previousIndex(), where);
        newest.put(side.account(), entry.index());
        assertEquals(balances.getOrDefault(side.account(), 0L), side.balanceMinor(), where);
      }
    }
    for (Account account : state.accounts.values()) {
      assertEquals(newest.get(account.id()), account.lastIndex(), where);
      assertEquals(balances.getOrDefault(account.id(), 0L), account.balanceMinor(), where);
    }
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
