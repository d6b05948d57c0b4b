package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.Event;
import dev.chit.core.event.Event.AccountClosed;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseRuleTest {
  private static final VerifyKey ALICE = World.key(10);
  private static final VerifyKey BOB = World.key(11);
  private static final VerifyKey OTHER_BOB = World.key(12);

  private final World world = new World();

  @BeforeEach
  void aliceWithMoneyAndBobWithout() {
    world.open("alice", ALICE);
    world.issue(ALICE, 100);
    world.open("bob", BOB);
  }

  @Test
  void anAccountEndsOnceAndForEver() {
    Entry closed = done(World.closing(World.LEDGER, BOB));
    assertEquals(new Account.Closed(closed.index(), World.NOW_MILLIS), world.account(BOB).closed());
    assertEquals(closed.index(), world.account(BOB).lastIndex());
    assertInstanceOf(AccountClosed.class, closed.event());
    assertNull(closed.from());
    assertEquals(new Outcome.Repeated(closed), world.apply(World.closing(World.LEDGER, BOB)));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.open("bob", BOB));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.open("robert", BOB));
  }

  @Test
  void whatIsInAnAccountKeepsItOpen() {
    refused(Rejection.NOT_EMPTY, () -> world.apply(World.closing(World.LEDGER, ALICE)));
    world.pay(ALICE, BOB, 100);
    done(World.closing(World.LEDGER, ALICE));
  }

  @Test
  void whatIsSetAsideKeepsItOpenUntilItReturnsAndIsGivenAway() {
    ChitId id = world.freshId();
    var chit = World.chit(ALICE, World.order(ALICE, World.id(BOB), 100, id).order());
    done(new Command.Certify(chit));
    refused(Rejection.NOT_EMPTY, () -> world.apply(World.closing(World.LEDGER, ALICE)));
    done(World.cancelling(id, BOB));
    refused(Rejection.NOT_EMPTY, () -> world.apply(World.closing(World.LEDGER, ALICE)));
    world.pay(ALICE, World.OPERATOR, 100);
    done(World.closing(World.LEDGER, ALICE));
  }

  @Test
  void theOperatorStrangersOtherLedgersAndFrozenOnesAreRefused() {
    refused(
        Rejection.OPERATOR_ACCOUNT, () -> world.apply(World.closing(World.LEDGER, World.OPERATOR)));
    refused(Rejection.UNKNOWN_ACCOUNT, () -> world.apply(World.closing(World.LEDGER, OTHER_BOB)));
    refused(Rejection.WRONG_LEDGER, () -> world.apply(World.closing(LedgerId.ofKey(BOB), BOB)));
    world.act(new Deed.Freeze(World.id(BOB)));
    refused(Rejection.FROZEN, () -> world.apply(World.closing(World.LEDGER, BOB)));
    world.act(new Deed.Thaw(World.id(BOB)));
    done(World.closing(World.LEDGER, BOB));
  }

  @Test
  void nothingHappensToAClosedAccountAnyMore() {
    var promised =
        World.chit(ALICE, World.order(ALICE, World.id(BOB), 10, world.freshId()).order());
    done(new Command.Certify(promised));
    done(World.closing(World.LEDGER, BOB));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.pay(ALICE, BOB, 1));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.pay(BOB, ALICE, 1));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.issue(BOB, 1));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.apply(World.settling(promised)));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.apply(World.adding(BOB, 2, 0)));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.apply(World.takingAway(World.LEDGER, BOB, 1)));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.act(new Deed.Freeze(World.id(BOB))));
    var own = World.chit(BOB, World.order(BOB, World.id(ALICE), 1, world.freshId()).order());
    refused(Rejection.ACCOUNT_CLOSED, () -> world.apply(new Command.Certify(own)));
    refused(Rejection.ACCOUNT_CLOSED, () -> world.apply(World.revoking(own)));
    // What was promised to it returns to who had promised it, in its time.
    world.nowMillis += 1000 * (World.CHIT_LIFE_SECONDS + 1);
    done(new Command.Expire(promised.id()));
    assertEquals(100, world.account(ALICE).availableMinor());
  }

  @Test
  void aNameRestsForNinetyDaysAndIsFreeThen() {
    done(World.closing(World.LEDGER, BOB));
    world.nowMillis += AccountClosed.NAME_REST_MILLIS - 1;
    refused(Rejection.NAME_TAKEN, () -> world.open("Bob", OTHER_BOB));
    world.nowMillis++;
    assertInstanceOf(Outcome.Done.class, world.open("Bob", OTHER_BOB));
    refused(Rejection.NAME_TAKEN, () -> world.open("bob", World.key(13)));
    done(World.closing(World.LEDGER, OTHER_BOB));
    refused(Rejection.NAME_TAKEN, () -> world.open("bob", World.key(13)));
  }

  @Test
  void aClockThatGoesBackFreesNoName() {
    done(World.closing(World.LEDGER, BOB));
    world.nowMillis = 0;
    refused(Rejection.NAME_TAKEN, () -> world.open("bob", OTHER_BOB));
  }

  @Test
  void openedAndClosedInOneBatchItIsSeenByWhatFollows() {
    VerifyKey carol = World.key(14);
    List<Outcome> outcomes =
        world.applyAll(
            List.of(
                new Command.Open(new dev.chit.core.AccountName("carol"), World.device(carol)),
                World.closing(World.LEDGER, carol),
                World.paying(ALICE, carol, 1, world.freshId()),
                World.closing(World.LEDGER, carol),
                new Command.Open(
                    new dev.chit.core.AccountName("carol"), World.device(World.key(15)))));
    assertInstanceOf(Outcome.Done.class, outcomes.get(1));
    assertEquals(new Outcome.Refused(Rejection.ACCOUNT_CLOSED), outcomes.get(2));
    assertInstanceOf(Outcome.Repeated.class, outcomes.get(3));
    assertEquals(new Outcome.Refused(Rejection.NAME_TAKEN), outcomes.get(4));
  }

  private Entry done(Command command) {
    Entry entry = assertInstanceOf(Outcome.Done.class, world.apply(command)).entry();
    assertEquals(world.state.entries.getLast(), entry);
    assertInstanceOf(Event.class, entry.event());
    return entry;
  }

  @FunctionalInterface
  private interface Attempt {
    Outcome make();
  }

  private void refused(Rejection why, Attempt attempt) {
    int before = world.state.entries.size();
    assertEquals(new Outcome.Refused(why), attempt.make());
    assertEquals(before, world.state.entries.size());
  }
}
