package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Salt;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.event.ActId;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final VerifyKey ALICE = World.key(10);
  private static final VerifyKey BOB = World.key(11);
  private static final VerifyKey CAROL = World.key(12);
  private static final InviteHash CODE = InviteHash.ofCode("come in");

  private final World world = new World();

  @BeforeEach
  void aliceHasAThousand() {
    world.open("alice", ALICE);
    world.open("bob", BOB);
    world.issue(ALICE, 1000);
  }

  @Test
  void aLedgerBeginsWithItsTermsAndItsOperator() {
    assertInstanceOf(Event.Created.class, world.state.entries.get(0).event());
    Event.Opened opened = assertInstanceOf(Event.Opened.class, world.state.entries.get(1).event());
    assertTrue(opened.operator());
    assertEquals("operator", opened.name().value());
    assertTrue(world.account(World.OPERATOR).operator());
  }

  @Test
  void aLedgerIsCreatedOnce() {
    refused(
        Rejection.ALREADY_CREATED,
        new Command.Create(World.LOG_KEY, World.UNIT, World.device(ALICE), 1, 0));
  }

  @Test
  void aPaymentMovesMoneyFromOneToTheOther() {
    Entry entry = done(world.pay(ALICE, BOB, 300));
    assertEquals(700, world.balance(ALICE));
    assertEquals(300, world.balance(BOB));
    assertEquals(700, side(entry, ALICE).balanceMinor());
    assertEquals(300, side(entry, BOB).balanceMinor());
    assertEquals(4, side(entry, ALICE).previousIndex());
    assertInstanceOf(Event.Settled.class, entry.event());
  }

  @Test
  void everythingCanBePaidAndNotOneMore() {
    refused(Rejection.INSUFFICIENT_FUNDS, paying(ALICE, BOB, 1001));
    done(world.pay(ALICE, BOB, 1000));
    refused(Rejection.INSUFFICIENT_FUNDS, paying(ALICE, BOB, 1));
  }

  @Test
  void issuedUnitsComeFromTheOperatorAndRetiredOnesGoBack() {
    assertEquals(-1000, world.balance(World.OPERATOR));
    assertInstanceOf(Event.Issued.class, world.state.entries.getLast().event());
    Entry retired = done(world.pay(ALICE, World.OPERATOR, 400));
    assertInstanceOf(Event.Retired.class, retired.event());
    assertEquals(-600, world.balance(World.OPERATOR));
  }

  @Test
  void aChitPresentedTwicePaysOnce() {
    Command.Settle chit = paying(ALICE, BOB, 300);
    Entry first = done(world.apply(chit));
    assertEquals(new Outcome.Repeated(first), world.apply(chit));
    assertEquals(300, world.balance(BOB));
  }

  @Test
  void aChitPresentedTwiceInOneBatchPaysOnce() {
    Command.Settle chit = paying(ALICE, BOB, 300);
    List<Outcome> outcomes = world.applyAll(List.of(chit, chit));
    assertEquals(new Outcome.Repeated(done(outcomes.getFirst())), outcomes.get(1));
    assertEquals(300, world.balance(BOB));
  }

  @Test
  void theSameOrderSignedAgainPaysOnce() {
    var order = World.order(ALICE, World.id(BOB), 300, world.freshId()).order();
    Entry first = done(world.apply(new Command.Settle(World.chit(ALICE, order, 1))));
    Outcome again = world.apply(new Command.Settle(World.chit(ALICE, order, 2)));
    assertEquals(new Outcome.Repeated(first), again);
    assertEquals(300, world.balance(BOB));
  }

  @Test
  void anotherOrderUnderAUsedIdIsADuplicate() {
    ChitId id = world.freshId();
    done(world.apply(World.paying(ALICE, BOB, 300, id)));
    refused(Rejection.DUPLICATE_ID, World.paying(ALICE, BOB, 301, id));
    refused(Rejection.DUPLICATE_ID, World.paying(BOB, ALICE, 300, id));
  }

  @Test
  void aSettledChitIsRepeatedEvenAfterItExpiredAndItsPayerWasFrozen() {
    long notAfter = World.NOW_MILLIS / 1000;
    var order = World.order(ALICE, World.id(BOB), 300, world.freshId()).notAfter(notAfter);
    var settle = new Command.Settle(World.chit(ALICE, order.order()));
    Entry first = done(world.apply(settle));
    world.act(new Deed.Freeze(World.id(ALICE)));
    world.nowMillis += 10_000;
    assertEquals(new Outcome.Repeated(first), world.apply(settle));
  }

  @Test
  void aBouncedChitSettlesOnceItIsCovered() {
    Command.Settle chit = paying(BOB, ALICE, 50);
    refused(Rejection.INSUFFICIENT_FUNDS, chit);
    world.issue(BOB, 50);
    done(world.apply(chit));
  }

  @Test
  void aChitIsGoodThroughItsLastSecond() {
    long lastSecond = World.NOW_MILLIS / 1000 + 5;
    world.nowMillis = 1000 * lastSecond + 999;
    var good = World.order(ALICE, World.id(BOB), 1, world.freshId()).notAfter(lastSecond);
    done(world.apply(new Command.Settle(World.chit(ALICE, good.order()))));
    world.nowMillis++;
    var late = World.order(ALICE, World.id(BOB), 1, world.freshId()).notAfter(lastSecond);
    refused(Rejection.EXPIRED, new Command.Settle(World.chit(ALICE, late.order())));
  }

  @Test
  void anOrderForAnotherLedgerOrInAnotherUnitIsRefused() {
    var order = World.order(ALICE, World.id(BOB), 1, world.freshId());
    refused(
        Rejection.WRONG_LEDGER,
        new Command.Settle(World.chit(ALICE, order.ledger(LedgerId.ofKey(ALICE)).order())));
    refused(Rejection.WRONG_UNIT, new Command.Settle(World.chit(ALICE, order.unit("USD").order())));
  }

  @Test
  void bothAccountsHaveToExistAndToDiffer() {
    refused(Rejection.UNKNOWN_PAYER, paying(CAROL, ALICE, 1));
    refused(Rejection.UNKNOWN_PAYEE, paying(ALICE, CAROL, 1));
    refused(Rejection.SAME_ACCOUNT, paying(ALICE, ALICE, 1));
  }

  @Test
  void aFrozenAccountNeitherPaysNorIsPaidUntilItIsThawed() {
    world.issue(BOB, 10);
    done(world.act(new Deed.Freeze(World.id(BOB))));
    refused(Rejection.FROZEN, paying(ALICE, BOB, 1));
    refused(Rejection.FROZEN, paying(BOB, ALICE, 1));
    done(world.act(new Deed.Thaw(World.id(BOB))));
    done(world.pay(BOB, ALICE, 1));
  }

  @Test
  void anOperatorsChitSaysWhyAndNobodyElsesDoes() {
    var reason = new MemoOpening(new Salt(3, 4), "rent");
    var other = new MemoOpening(new Salt(3, 5), "rent");
    var issuing =
        World.order(World.OPERATOR, World.id(BOB), 5, world.freshId()).memo(reason.commitment());
    var chit = World.chit(World.OPERATOR, issuing.order());
    refused(Rejection.BAD_CHIT, new Command.Settle(chit));
    refused(Rejection.BAD_CHIT, new Command.Settle(chit, Optional.of(other)));
    done(world.apply(new Command.Settle(chit, Optional.of(reason))));
    var members = World.order(ALICE, World.id(BOB), 5, world.freshId()).memo(reason.commitment());
    refused(
        Rejection.BAD_CHIT,
        new Command.Settle(World.chit(ALICE, members.order()), Optional.of(reason)));
  }

  @Test
  void anOperatorsReasonMayHaveTwoHundredBytesAndNotOneMore() {
    for (int bytes = 200; bytes <= 201; bytes++) {
      var reason = new MemoOpening(new Salt(3, 4), "x".repeat(bytes));
      var order =
          World.order(World.OPERATOR, World.id(BOB), 5, world.freshId())
              .memo(reason.commitment())
              .order();
      var settle = new Command.Settle(World.chit(World.OPERATOR, order), Optional.of(reason));
      if (bytes == 200) {
        done(world.apply(settle));
      } else {
        refused(Rejection.BAD_CHIT, settle);
      }
    }
  }

  @Test
  void balancesNeverOverflow() {
    done(world.issue(BOB, Amount.MINOR_MAX));
    done(world.issue(BOB, Amount.MINOR_MAX - 1001));
    done(world.pay(ALICE, BOB, 1000));
    assertEquals(Long.MAX_VALUE, world.balance(BOB));
    done(world.issue(ALICE, 1));
    refused(Rejection.OVERFLOW, paying(ALICE, BOB, 1));
  }

  @Test
  void theOperatorsOwnBalanceNeverOverflows() {
    world.open("carol", CAROL);
    world.pay(ALICE, World.OPERATOR, 1000);
    done(world.issue(ALICE, Amount.MINOR_MAX));
    done(world.issue(BOB, Amount.MINOR_MAX));
    assertEquals(Long.MIN_VALUE, world.balance(World.OPERATOR));
    refused(Rejection.OVERFLOW, World.issuing(World.id(CAROL), 1, world.freshId()));
  }

  @Test
  void limitsHoldForAPaymentAndForADay() {
    limit(ALICE, 100, 250);
    refused(Rejection.LIMIT_EXCEEDED, paying(ALICE, BOB, 101));
    done(world.pay(ALICE, BOB, 100));
    done(world.pay(ALICE, BOB, 100));
    refused(Rejection.LIMIT_EXCEEDED, paying(ALICE, BOB, 51));
    done(world.pay(ALICE, BOB, 50));
    refused(Rejection.LIMIT_EXCEEDED, paying(ALICE, BOB, 1));
    world.nowMillis += 24L * 3600 * 1000;
    done(world.pay(ALICE, BOB, 100));
  }

  @Test
  void aNameIsOneAccountsWithoutRegardToCase() {
    refused(Rejection.NAME_TAKEN, new Command.Open(new AccountName("ALICE"), World.device(CAROL)));
    refused(
        Rejection.NAME_TAKEN, new Command.Open(new AccountName("Operator"), World.device(CAROL)));
  }

  @Test
  void twoOpeningsOfOneNameInOneBatchLeaveOneAccount() {
    List<Outcome> outcomes =
        world.applyAll(
            List.of(
                new Command.Open(new AccountName("carol"), World.device(CAROL)),
                new Command.Open(new AccountName("Carol"), World.device(World.key(13)))));
    done(outcomes.getFirst());
    assertEquals(new Outcome.Refused(Rejection.NAME_TAKEN), outcomes.get(1));
  }

  @Test
  void aKeyIsOneAccounts() {
    refused(Rejection.KEY_TAKEN, new Command.Open(new AccountName("alice2"), World.device(ALICE)));
  }

  @Test
  void whoAsksAgainForTheSameNameWithTheSameKeyIsToldTheSame() {
    Entry first = world.state.entries.get((int) world.account(ALICE).openedIndex());
    assertEquals(new Outcome.Repeated(first), world.open("Alice", ALICE));
  }

  @Test
  void anInvitationOpensOneAccount() {
    world.invitationOnly = true;
    refused(Rejection.BAD_INVITE, new Command.Open(new AccountName("carol"), World.device(CAROL)));
    refused(Rejection.BAD_INVITE, invited("carol", CAROL, CODE));
    done(world.act(new Deed.Invite(CODE)));
    done(world.openInvited("carol", CAROL, CODE));
    refused(Rejection.BAD_INVITE, invited("dave", World.key(13), CODE));
  }

  @Test
  void anInvitationThatIsGivenHasToBeGoodEvenWhereNoneIsNeeded() {
    refused(Rejection.BAD_INVITE, invited("carol", CAROL, CODE));
    done(world.act(new Deed.Invite(CODE)));
    refused(Rejection.BAD_INVITE, World.act(new Deed.Invite(CODE), new ActId(1, 1)));
  }

  @Test
  void anOpeningComesWithItsGrantOrNotAtAll() {
    Outcome outcome = world.apply(granted(CAROL, CAROL, 500));
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
    assertEquals(2, done.entries().size());
    assertInstanceOf(Event.Opened.class, done.entries().get(0).event());
    assertInstanceOf(Event.Issued.class, done.entries().get(1).event());
    assertEquals(500, world.balance(CAROL));
    VerifyKey dave = World.key(13);
    refused(Rejection.UNKNOWN_PAYEE, granted(dave, BOB, 500));
  }

  @Test
  void aGrantIsTheOperatorsAndNotUsedBefore() {
    VerifyKey dave = World.key(13);
    Command.Settle alices = paying(ALICE, dave, 5);
    refused(
        Rejection.NOT_OPERATOR,
        new Command.Open(
            new AccountName("dave"),
            World.device(dave),
            InviteHash.NONE,
            false,
            Optional.of(alices)));
    ChitId id = world.freshId();
    done(world.apply(World.issuing(World.id(BOB), 5, id)));
    refused(
        Rejection.DUPLICATE_ID,
        new Command.Open(
            new AccountName("dave"),
            World.device(dave),
            InviteHash.NONE,
            false,
            Optional.of(World.issuing(World.id(dave), 5, id))));
  }

  @Test
  void anActHappensOnce() {
    Command.Act freeze = World.act(new Deed.Freeze(World.id(BOB)), new ActId(5, 5));
    Entry first = done(world.apply(freeze));
    assertEquals(new Outcome.Repeated(first), world.apply(freeze));
    refused(Rejection.DUPLICATE_ID, World.act(new Deed.Thaw(World.id(BOB)), new ActId(5, 5)));
  }

  @Test
  void anActIsOfThisLedgerAndAboutAMember() {
    var foreign =
        new OperatorAct(LedgerId.ofKey(ALICE), new ActId(1, 1), new Deed.Freeze(World.id(BOB)), "");
    refused(Rejection.WRONG_LEDGER, new Command.Act(World.verified(foreign)));
    refused(
        Rejection.UNKNOWN_ACCOUNT, World.act(new Deed.Freeze(World.id(CAROL)), new ActId(1, 1)));
    refused(
        Rejection.BAD_ACT, World.act(new Deed.Freeze(World.id(World.OPERATOR)), new ActId(1, 1)));
  }

  @Test
  void anActAndAChitCannotShareAnId() {
    done(world.apply(World.act(new Deed.Freeze(World.id(BOB)), new ActId(5, 6))));
    refused(Rejection.DUPLICATE_ID, World.issuing(World.id(ALICE), 1, new ChitId(5, 6)));
  }

  @Test
  void everyCodeIsItsOwnAndFoundAgain() {
    for (Rejection rejection : Rejection.values()) {
      assertTrue(rejection.code().matches("[a-z]+(-[a-z]+)*"), rejection.code());
      assertTrue(rejection.message().endsWith("."), rejection.message());
      assertEquals(Optional.of(rejection), Rejection.ofCode(rejection.code()));
    }
    assertFalse(Rejection.ofCode("nonsense").isPresent());
  }

  private void limit(VerifyKey key, long perPayment, long perDay) {
    done(world.act(new Deed.SetLimits(World.id(key), perPayment, perDay)));
  }

  private Command.Settle paying(VerifyKey from, VerifyKey to, long minor) {
    return World.paying(from, to, minor, world.freshId());
  }

  private static Command.Open invited(String name, VerifyKey key, InviteHash invite) {
    return new Command.Open(
        new AccountName(name), World.device(key), invite, false, Optional.empty());
  }

  private Command.Open granted(VerifyKey key, VerifyKey payee, long minor) {
    return new Command.Open(
        new AccountName(key.equals(CAROL) ? "carol" : "dave"),
        World.device(key),
        InviteHash.NONE,
        false,
        Optional.of(World.issuing(World.id(payee), minor, world.freshId())));
  }

  /// Refused with this code, and without any effect.
  private void refused(Rejection expected, Command command) {
    Decision decision = world.decide(List.of(command));
    assertEquals(List.of(new Outcome.Refused(expected)), decision.outcomes());
    assertTrue(decision.changes().isEmpty());
    assertTrue(decision.changes().accounts().isEmpty());
    assertTrue(decision.changes().invites().isEmpty());
  }

  private static Entry done(Outcome outcome) {
    return assertInstanceOf(Outcome.Done.class, outcome).entry();
  }

  private static Entry.Side side(Entry entry, VerifyKey key) {
    return entry.side(World.id(key)).orElseThrow();
  }
}
