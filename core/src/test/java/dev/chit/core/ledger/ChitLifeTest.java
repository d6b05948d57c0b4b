package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.ActId;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChitLifeTest {
  private static final VerifyKey ALICE = World.key(10);
  private static final VerifyKey BOB = World.key(11);
  private static final VerifyKey CAROL = World.key(12);
  private static final long NOW_SECONDS = World.NOW_MILLIS / 1000;

  private final World world = new World();

  @BeforeEach
  void aliceHasAThousand() {
    world.open("alice", ALICE);
    world.open("bob", BOB);
    world.issue(ALICE, 1000);
  }

  // ── the table of ChitLife ──

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          settle,  done,          done,      expired, again,   cancelled, expired, revoked
          certify, done,          again,     expired, settled, cancelled, expired, revoked
          cancel,  not-certified, done,      expired, settled, again,     expired, revoked
          expire,  not-certified, certified, done,    settled, cancelled, again,   revoked
          revoke,  done,          certified, expired, settled, cancelled, expired, again
          """)
  void everyCommandInEveryState(
      String command,
      String unknown,
      String certified,
      String over,
      String settled,
      String cancelled,
      String expired,
      String revoked) {
    check(command, "unknown", unknown);
    check(command, "certified", certified);
    check(command, "over", over);
    check(command, "settled", settled);
    check(command, "cancelled", cancelled);
    check(command, "expired", expired);
    check(command, "revoked", revoked);
  }

  private void check(String command, String state, String expected) {
    VerifiedChit chit = draw(300);
    List<Outcome> before = bring(chit, state);
    String told =
        switch (world.apply(command(command, chit))) {
          case Outcome.Done _ -> "done";
          case Outcome.Repeated(Entry first) -> {
            assertEquals(new Outcome.Done(first), before.getLast());
            yield "again";
          }
          case Outcome.Refused(Rejection rejection) -> rejection.code();
        };
    assertEquals(expected, told, command + " when " + state);
    restore();
  }

  /// Every account as it was before the chit.
  private void restore() {
    world.nowMillis += 2 * 1000 * World.CHIT_LIFE_SECONDS;
    for (Hold hold : List.copyOf(world.state.holds.values())) {
      if (!hold.isClosed()) {
        Entry certified = world.state.entries.get((int) hold.certifiedIndex());
        done(world.apply(new Command.Expire(certified.order().orElseThrow().id())));
      }
    }
    assertEquals(0, world.account(ALICE).heldMinor());
    world.issue(ALICE, 1000 - world.balance(ALICE) + 1);
    world.pay(ALICE, BOB, world.balance(ALICE) - 1000);
  }

  private List<Outcome> bring(VerifiedChit chit, String state) {
    List<Outcome> outcomes =
        switch (state) {
          case "unknown" -> List.of();
          case "settled" -> List.of(world.apply(command("settle", chit)));
          case "revoked" -> List.of(world.apply(command("revoke", chit)));
          default -> certifiedAnd(chit, state);
        };
    outcomes.forEach(ChitLifeTest::done);
    return outcomes;
  }

  private List<Outcome> certifiedAnd(VerifiedChit chit, String state) {
    Outcome certified = world.apply(command("certify", chit));
    if (state.equals("cancelled")) {
      return List.of(certified, world.apply(command("cancel", chit)));
    }
    if (state.equals("over") || state.equals("expired")) {
      world.nowMillis += 1000 * (World.CHIT_LIFE_SECONDS + 1);
    }
    return state.equals("expired")
        ? List.of(certified, world.apply(command("expire", chit)))
        : List.of(certified);
  }

  private static Command command(String word, VerifiedChit chit) {
    return switch (word) {
      case "settle" -> World.settling(chit);
      case "certify" -> new Command.Certify(chit);
      case "cancel" -> World.cancelling(chit.id(), BOB);
      case "expire" -> new Command.Expire(chit.id());
      default -> World.revoking(chit);
    };
  }

  // ── certified ──

  @Test
  void aCertifiedSumIsTheirsAndNotToBePaidWith() {
    Entry entry = certify(draw(400));
    assertEquals(1000, world.balance(ALICE));
    assertEquals(400, world.account(ALICE).heldMinor());
    assertEquals(400, entry.side(World.id(ALICE)).orElseThrow().heldMinor());
    assertEquals(0, world.balance(BOB));
    refused(Rejection.INSUFFICIENT_FUNDS, World.settling(draw(601)));
    refused(Rejection.INSUFFICIENT_FUNDS, new Command.Certify(draw(601)));
    done(world.pay(ALICE, BOB, 600));
  }

  @Test
  void itIsSettledOutOfItsHoldThoughNothingElseIsLeft() {
    VerifiedChit chit = draw(1000);
    Entry certified = certify(chit);
    Entry settled = done(world.apply(World.settling(chit)));
    assertInstanceOf(Event.Settled.class, settled.event());
    assertEquals(certified.index(), settled.closes());
    assertEquals(0, world.balance(ALICE));
    assertEquals(0, world.account(ALICE).heldMinor());
    assertEquals(1000, world.balance(BOB));
  }

  @Test
  void certifiedAndSettledInOneBatchMovesItOnce() {
    VerifiedChit chit = draw(1000);
    List<Outcome> outcomes =
        world.applyAll(
            List.of(
                new Command.Certify(chit),
                new Command.Certify(chit),
                World.settling(chit),
                World.settling(chit)));
    assertEquals(new Outcome.Repeated(done(outcomes.get(0))), outcomes.get(1));
    assertEquals(new Outcome.Repeated(done(outcomes.get(2))), outcomes.get(3));
    assertEquals(1000, world.balance(BOB));
  }

  @Test
  void whatReturnsCanBePaidAgain() {
    VerifiedChit cancelled = draw(1000);
    certify(cancelled);
    done(world.apply(World.cancelling(cancelled.id(), BOB)));
    assertEquals(0, world.account(ALICE).heldMinor());
    VerifiedChit expired = draw(1000);
    certify(expired);
    world.nowMillis += 1000 * (World.CHIT_LIFE_SECONDS + 1);
    Entry released = done(world.apply(new Command.Expire(expired.id())));
    assertInstanceOf(Event.Released.class, released.event());
    done(world.pay(ALICE, BOB, 1000));
  }

  @Test
  void itIsGoodThroughItsLastSecondAndNotLongerThanTheLedgerSays() {
    long life = World.CHIT_LIFE_SECONDS;
    assertEquals(NOW_SECONDS + life, until(certify(draw(1))));
    assertEquals(NOW_SECONDS + life, until(certify(drawUntil(NOW_SECONDS + life + 1))));
    VerifiedChit chit = drawUntil(NOW_SECONDS + 10);
    assertEquals(NOW_SECONDS + 10, until(certify(chit)));
    world.nowMillis = 1000 * (NOW_SECONDS + 10) + 999;
    refused(Rejection.CERTIFIED, new Command.Expire(chit.id()));
    world.nowMillis++;
    refused(Rejection.EXPIRED, World.settling(chit));
    done(world.apply(new Command.Expire(chit.id())));
  }

  @Test
  void itsPayersFreezingDoesNotStopItButItsPayeesDoes() {
    VerifiedChit chit = draw(300);
    certify(chit);
    world.act(new Deed.Freeze(World.id(ALICE)));
    world.act(new Deed.Freeze(World.id(BOB)));
    refused(Rejection.FROZEN, World.settling(chit));
    world.act(new Deed.Thaw(World.id(BOB)));
    done(world.apply(World.settling(chit)));
  }

  @Test
  void itCountsForTheDayOnWhichItWasCertified() {
    done(world.act(new Deed.SetLimits(World.id(ALICE), Limits.NONE, 500)));
    VerifiedChit chit = draw(300);
    certify(chit);
    refused(Rejection.LIMIT_EXCEEDED, World.settling(draw(201)));
    done(world.apply(World.settling(chit)));
    assertEquals(300, world.account(ALICE).spending().minor());
    VerifiedChit other = draw(200);
    certify(other);
    done(world.apply(World.cancelling(other.id(), BOB)));
    refused(Rejection.LIMIT_EXCEEDED, World.settling(draw(1)));
    world.nowMillis += 24L * 3600 * 1000;
    done(world.pay(ALICE, BOB, 500));
  }

  @Test
  void certifyingTakesWhatSettlingTakes() {
    refused(Rejection.INSUFFICIENT_FUNDS, new Command.Certify(draw(1001)));
    refused(Rejection.EXPIRED, new Command.Certify(drawUntil(NOW_SECONDS - 1)));
    refused(Rejection.UNKNOWN_PAYEE, new Command.Certify(chit(ALICE, CAROL, 1)));
    refused(Rejection.SAME_ACCOUNT, new Command.Certify(chit(ALICE, ALICE, 1)));
    done(world.act(new Deed.SetLimits(World.id(ALICE), 99, Limits.NONE)));
    refused(Rejection.LIMIT_EXCEEDED, new Command.Certify(draw(100)));
    world.act(new Deed.Freeze(World.id(BOB)));
    refused(Rejection.FROZEN, new Command.Certify(draw(1)));
  }

  @Test
  void theOperatorPromisesNothing() {
    refused(Rejection.BAD_CHIT, new Command.Certify(chit(World.OPERATOR, BOB, 1)));
  }

  @Test
  void whatIsCertifiedForTheOperatorIsRetired() {
    VerifiedChit chit = chit(ALICE, World.OPERATOR, 400);
    certify(chit);
    Entry retired = done(world.apply(World.settling(chit)));
    assertInstanceOf(Event.Retired.class, retired.event());
    assertEquals(-600, world.balance(World.OPERATOR));
  }

  // ── cancelled and revoked ──

  @Test
  void onlyThePayeeGivesAChitUp() {
    VerifiedChit chit = draw(300);
    certify(chit);
    refused(Rejection.NOT_PAYEE, World.cancelling(chit.id(), ALICE));
    refused(Rejection.NOT_PAYEE, World.cancelling(chit.id(), CAROL));
    done(world.apply(World.cancelling(chit.id(), BOB)));
  }

  @Test
  void aRevokedChitMovesNothingAndItsIdIsGone() {
    VerifiedChit chit = draw(300);
    Entry revoked = done(world.apply(World.revoking(chit)));
    assertTrue(revoked.side(World.id(BOB)).isPresent());
    assertEquals(1000, world.balance(ALICE));
    var other = World.order(ALICE, World.id(BOB), 1, chit.id());
    refused(Rejection.DUPLICATE_ID, World.settling(World.chit(ALICE, other.order())));
    refused(Rejection.DUPLICATE_ID, World.revoking(World.chit(ALICE, other.order())));
  }

  @Test
  void aChitForNobodyKnownCanBeRevokedByItsPayerIfThatIsKnown() {
    done(world.apply(World.revoking(chit(ALICE, CAROL, 1))));
    refused(Rejection.UNKNOWN_PAYER, World.revoking(chit(CAROL, ALICE, 1)));
  }

  @Test
  void anotherLedgersChitIsNeitherCertifiedNorRevoked() {
    var order = World.order(ALICE, World.id(BOB), 1, world.freshId()).ledger(LedgerId.ofKey(ALICE));
    VerifiedChit foreign = World.chit(ALICE, order.order());
    refused(Rejection.WRONG_LEDGER, new Command.Certify(foreign));
    refused(Rejection.WRONG_LEDGER, World.revoking(foreign));
  }

  @Test
  void anActsIdIsNoChits() {
    done(world.apply(World.act(new Deed.Freeze(World.id(BOB)), new ActId(5, 6))));
    var order = World.order(ALICE, World.id(BOB), 1, new ChitId(5, 6));
    refused(Rejection.DUPLICATE_ID, new Command.Certify(World.chit(ALICE, order.order())));
    refused(Rejection.NOT_PAYEE, World.cancelling(new ChitId(5, 6), BOB));
    refused(Rejection.NOT_CERTIFIED, new Command.Expire(new ChitId(5, 6)));
  }

  // ── refunds ──

  @Test
  void aChitIsRefundedInPartsAndNotOneMore() {
    VerifiedChit chit = draw(300);
    Entry paid = done(world.apply(World.settling(chit)));
    done(world.apply(refund(BOB, ALICE, 200, chit.id())));
    refused(Rejection.REFUND_EXCEEDS, refund(BOB, ALICE, 101, chit.id()));
    done(world.apply(refund(BOB, ALICE, 100, chit.id())));
    refused(Rejection.REFUND_EXCEEDS, refund(BOB, ALICE, 1, chit.id()));
    assertEquals(1000, world.balance(ALICE));
    assertEquals(300, world.state.refunds.get(paid.index()));
  }

  @Test
  void twoRefundsInOneBatchAreCountedTogether() {
    VerifiedChit chit = draw(300);
    List<Outcome> outcomes =
        world.applyAll(
            List.of(
                World.settling(chit),
                refund(BOB, ALICE, 200, chit.id()),
                refund(BOB, ALICE, 200, chit.id())));
    done(outcomes.get(1));
    assertEquals(new Outcome.Refused(Rejection.REFUND_EXCEEDS), outcomes.get(2));
  }

  @Test
  void whatWasSettledOutOfAHoldIsRefundedAsWell() {
    VerifiedChit chit = draw(300);
    certify(chit);
    refused(Rejection.BAD_REFERENCE, refund(BOB, ALICE, 1, chit.id()));
    done(world.apply(World.settling(chit)));
    world.issue(BOB, 1);
    refused(Rejection.REFUND_EXCEEDS, refund(BOB, ALICE, 301, chit.id()));
    done(world.apply(refund(BOB, ALICE, 300, chit.id())));
  }

  @Test
  void aRefundGoesTheOtherWay() {
    world.open("carol", CAROL);
    VerifiedChit chit = draw(300);
    done(world.apply(World.settling(chit)));
    refused(Rejection.BAD_REFERENCE, refund(ALICE, BOB, 1, chit.id()));
    refused(Rejection.BAD_REFERENCE, refund(BOB, CAROL, 1, chit.id()));
    refused(Rejection.BAD_REFERENCE, refund(CAROL, ALICE, 1, chit.id()));
    VerifiedChit revoked = draw(1);
    done(world.apply(World.revoking(revoked)));
    refused(Rejection.BAD_REFERENCE, refund(BOB, ALICE, 1, revoked.id()));
  }

  @Test
  void aReferenceThatNobodyKnowsIsARequests() {
    done(world.apply(refund(ALICE, BOB, 10, world.freshId())));
    done(world.apply(refund(ALICE, BOB, 10, world.freshId())));
  }

  @Test
  void aRefundIsNotPromised() {
    VerifiedChit chit = draw(300);
    done(world.apply(World.settling(chit)));
    refused(Rejection.BAD_CHIT, new Command.Certify(refund(BOB, ALICE, 1, chit.id()).chit()));
  }

  // ── limits ──

  @Test
  void whatTheOperatorLimitsItCanLiftAgain() {
    done(world.act(new Deed.SetLimits(World.id(ALICE), 100, Limits.NONE)));
    refused(Rejection.LIMIT_EXCEEDED, World.settling(draw(101)));
    done(world.act(new Deed.SetLimits(World.id(ALICE), Limits.NONE, Limits.NONE)));
    done(world.pay(ALICE, BOB, 101));
    refused(
        Rejection.BAD_ACT,
        World.act(new Deed.SetLimits(World.id(World.OPERATOR), 1, 1), new ActId(1, 1)));
  }

  @Test
  void anAuditorIsAppointedAndDismissed() {
    done(world.act(new Deed.AppointAuditor(World.id(BOB))));
    assertTrue(world.account(BOB).auditor());
    done(world.act(new Deed.DismissAuditor(World.id(BOB))));
    assertTrue(!world.account(BOB).auditor());
  }

  private VerifiedChit draw(long minor) {
    return chit(ALICE, BOB, minor);
  }

  private VerifiedChit chit(VerifyKey payer, VerifyKey payee, long minor) {
    return World.chit(payer, World.order(payer, World.id(payee), minor, world.freshId()).order());
  }

  private VerifiedChit drawUntil(long seconds) {
    var order = World.order(ALICE, World.id(BOB), 1, world.freshId()).notAfter(seconds);
    return World.chit(ALICE, order.order());
  }

  private Command.Settle refund(VerifyKey from, VerifyKey to, long minor, ChitId of) {
    var order = World.order(from, World.id(to), minor, world.freshId()).refunding(of);
    return World.settling(World.chit(from, order.order()));
  }

  private Entry certify(VerifiedChit chit) {
    return done(world.apply(new Command.Certify(chit)));
  }

  private static long until(Entry entry) {
    return assertInstanceOf(Event.Certified.class, entry.event()).untilSeconds();
  }

  private static Entry done(Outcome outcome) {
    return assertInstanceOf(Outcome.Done.class, outcome).entry();
  }

  /// Refused with this code, and without any effect.
  private void refused(Rejection expected, Command command) {
    Decision decision = world.decide(List.of(command));
    assertEquals(List.of(new Outcome.Refused(expected)), decision.outcomes());
    assertTrue(decision.changes().isEmpty());
    assertTrue(decision.changes().accounts().isEmpty());
    assertTrue(decision.changes().holds().isEmpty());
    assertTrue(decision.changes().refunds().isEmpty());
  }
}
