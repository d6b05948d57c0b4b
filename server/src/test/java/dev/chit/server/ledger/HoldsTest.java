package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.ledger.ChitState;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Limits;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store and the sweeper make of the life of a chit.
class HoldsTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);
  private static final long NOW_SECONDS = 1_800_000_000;

  @TempDir Path directory;

  private final Random random = new Random(1);
  private final AtomicLong nowMillis = new AtomicLong(1000 * NOW_SECONDS);

  @BeforeEach
  void aliceHasAThousand() throws StoreException {
    try (TestLedger ledger = open()) {
      ledger.open("alice", ALICE);
      ledger.open("bob", BOB);
      ledger.issue(ALICE, 1000, random);
    }
  }

  private TestLedger open() throws StoreException {
    return new TestLedger(
        directory,
        store -> store,
        settings -> settings.withClock(() -> Instant.ofEpochMilli(nowMillis.get())));
  }

  @Test
  void whatIsHeldIsHeldAfterARestartAndSettledOutOfIt() throws Exception {
    VerifiedChit chit;
    Entry certified;
    try (TestLedger ledger = open()) {
      chit = ledger.chit(ALICE, BOB, 1000, id(1));
      certified = TestLedger.done(ledger.now(new Command.Certify(chit)));
      Eventually.is("it is counted", () -> ledger.service.holds().open() == 1);
    }
    try (TestLedger ledger = open()) {
      assertEquals(1, ledger.service.holds().open());
      assertEquals(1000, balance(ledger, ALICE).heldMinor());
      assertEquals(new Outcome.Repeated(certified), ledger.now(new Command.Certify(chit)));
      assertEquals(
          new Outcome.Refused(Rejection.INSUFFICIENT_FUNDS), ledger.pay(ALICE, BOB, 1, id(2)));
      Entry settled = TestLedger.done(ledger.now(new Command.Settle(chit)));
      assertEquals(certified.index(), settled.closes());
      Recomputed.check(ledger.service);
    }
    try (TestLedger ledger = open()) {
      // Also for the entry that is read from the disk, and the ids that are read from the log.
      Outcome again = ledger.now(new Command.Settle(chit));
      assertEquals(
          certified.index(), assertInstanceOf(Outcome.Repeated.class, again).first().closes());
      assertEquals(new Outcome.Refused(Rejection.SETTLED), ledger.now(new Command.Certify(chit)));
      assertEquals(0, ledger.service.holds().open());
      Recomputed.check(ledger.service);
    }
  }

  @Test
  void whatIsOverReturnsByItself() throws Exception {
    try (TestLedger ledger = open()) {
      for (int i = 0; i < 300; i++) {
        VerifiedChit chit = ledger.chitUntil(ALICE, BOB, 1, id(i), NOW_SECONDS + 10 + i / 100);
        TestLedger.done(ledger.now(new Command.Certify(chit)));
      }
      nowMillis.set(1000 * (NOW_SECONDS + 11));
      ledger.service.sweepHolds();
      assertEquals(200, balance(ledger, ALICE).heldMinor());
      assertInstanceOf(ChitState.Expired.class, state(ledger, id(99)));
      assertInstanceOf(ChitState.Certified.class, state(ledger, id(100)));
      nowMillis.set(1000 * (NOW_SECONDS + 13));
      // More than a page.
      ledger.service.sweepHolds();
      assertEquals(0, balance(ledger, ALICE).heldMinor());
      Eventually.is("they are counted", () -> ledger.service.holds().expired() == 300);
      Recomputed.check(ledger.service);
    }
  }

  @Test
  void whatBecameOverWhileNobodyRanReturnsAtTheStart() throws Exception {
    try (TestLedger ledger = open()) {
      VerifiedChit chit = ledger.chit(ALICE, BOB, 700, id(1));
      TestLedger.done(ledger.now(new Command.Certify(chit)));
    }
    nowMillis.addAndGet(1000 * (TestLedger.CHIT_LIFE_SECONDS + 1));
    try (TestLedger ledger = open()) {
      Eventually.is("the sum returned", () -> balance(ledger, ALICE).heldMinor() == 0);
      assertEquals(1000, balance(ledger, ALICE).balanceMinor());
    }
  }

  @Test
  void aChitIsCountersignedTheSameEveryTime() throws Exception {
    try (TestLedger ledger = open()) {
      VerifiedChit chit = ledger.chitUntil(ALICE, BOB, 5, id(1), NOW_SECONDS + 60);
      Entry entry = TestLedger.done(ledger.now(new Command.Certify(chit)));
      CertifiedChit certified = ledger.service.countersign(entry);
      assertEquals(certified, ledger.service.countersign(entry));
      assertEquals(NOW_SECONDS + 60, certified.untilSeconds());
      assertEquals(entry.index(), certified.index());
      assertEquals(chit, certified.verify(ledger.logKey.verifyKey(), Ed25519.verifier()));
    }
  }

  @Test
  void refundsAreCountedAcrossRestarts() throws StoreException {
    try (TestLedger ledger = open()) {
      TestLedger.done(ledger.pay(ALICE, BOB, 300, id(1)));
      TestLedger.done(ledger.now(ledger.refund(BOB, ALICE, 200, id(2), id(1))));
    }
    try (TestLedger ledger = open()) {
      assertEquals(200, ledger.service.chit(id(1)).orElseThrow().refundedMinor());
      assertEquals(
          new Outcome.Refused(Rejection.REFUND_EXCEEDS),
          ledger.now(ledger.refund(BOB, ALICE, 101, id(3), id(1))));
      TestLedger.done(ledger.now(ledger.refund(BOB, ALICE, 100, id(4), id(1))));
      assertEquals(300, ledger.service.chit(id(1)).orElseThrow().refundedMinor());
      assertEquals(0, ledger.service.chit(id(4)).orElseThrow().refundedMinor());
    }
  }

  @Test
  void limitsAndAuditorsAreKept() throws StoreException {
    try (TestLedger ledger = open()) {
      ledger.now(ledger.act(new Deed.SetLimits(TestLedger.id(ALICE), 100, Limits.NONE), random));
      ledger.now(ledger.act(new Deed.AppointAuditor(TestLedger.id(BOB)), random));
      TestLedger.done(ledger.pay(ALICE, BOB, 60, id(1)));
    }
    try (TestLedger ledger = open()) {
      assertEquals(new Limits(100, Limits.NONE), balance(ledger, ALICE).limits());
      assertEquals(60, balance(ledger, ALICE).spentTodayMinor());
      assertTrue(ledger.service.account(TestLedger.id(BOB)).orElseThrow().auditor());
      assertEquals(
          new Outcome.Refused(Rejection.LIMIT_EXCEEDED), ledger.pay(ALICE, BOB, 101, id(2)));
      nowMillis.addAndGet(86_400_000);
      assertEquals(0, balance(ledger, ALICE).spentTodayMinor());
    }
  }

  @Test
  void eachStateIsToldAsItIs() throws StoreException {
    try (TestLedger ledger = open()) {
      assertTrue(ledger.service.chit(id(1)).isEmpty());
      VerifiedChit chit = ledger.chit(ALICE, BOB, 5, id(1));
      ledger.now(new Command.Certify(chit));
      assertInstanceOf(ChitState.Certified.class, state(ledger, id(1)));
      ledger.now(ledger.cancel(BOB, id(1)));
      assertInstanceOf(ChitState.Cancelled.class, state(ledger, id(1)));
      assertEquals(
          NOW_SECONDS + TestLedger.CHIT_LIFE_SECONDS,
          ledger.service.chit(id(1)).orElseThrow().untilSeconds().orElseThrow());
      VerifiedChit revoked = ledger.chit(ALICE, BOB, 5, id(2));
      ledger.now(ledger.revoke(ALICE, revoked));
      assertInstanceOf(ChitState.Revoked.class, state(ledger, id(2)));
      ledger.pay(ALICE, BOB, 5, id(3));
      assertInstanceOf(ChitState.Settled.class, state(ledger, id(3)));
    }
  }

  private static ChitState state(TestLedger ledger, ChitId id) throws StoreException {
    return ledger.service.chit(id).orElseThrow().state();
  }

  private static AccountBalance balance(TestLedger ledger, SigningKey key) throws StoreException {
    return ledger.service.balance(TestLedger.id(key)).orElseThrow();
  }

  private static ChitId id(int number) {
    return new ChitId(9, number);
  }
}
