package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountName;
import dev.chit.core.BadSignatureException;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A member takes over an account whose key the server kept.
class ClaimRuleTest {
  private static final AccountName ANN = new AccountName("ann");
  private static final VerifyKey KEPT = World.key(10);
  private static final VerifyKey OWN = World.key(11);
  private static final VerifyKey BOB = World.key(12);

  private final World world = new World();

  @BeforeEach
  void annByADoorAndBobByHimself() {
    world.apply(new Command.Open(ANN, World.device(KEPT), InviteHash.NONE, true, Optional.empty()));
    world.issue(KEPT, 100);
    world.open("bob", BOB);
  }

  private static AccountClaim.Verified signed(LedgerId ledger, VerifyKey kept, VerifyKey own) {
    try {
      return new AccountClaim(ledger, kept, own)
          .verify(World.SIGNATURE, World.SIGNATURE, (key, message, its) -> true);
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  private Command.Claim claiming(String name, VerifyKey own, long minor) {
    return new Command.Claim(
        new AccountName(name),
        signed(World.LEDGER, KEPT, own),
        World.device(own),
        minor == 0
            ? Optional.empty()
            : Optional.of(World.paying(KEPT, own, minor, world.freshId())));
  }

  @Test
  void nameAndBalanceAreTheMembersAndTheOldKeyCanDoNothing() {
    Outcome outcome = world.apply(claiming("ann", OWN, 100));
    List<Entry> entries = assertInstanceOf(Outcome.Done.class, outcome).entries();
    assertInstanceOf(Event.Opened.class, entries.get(0).event());
    assertInstanceOf(Event.Settled.class, entries.get(1).event());
    var claimed = assertInstanceOf(Event.Claimed.class, entries.get(2).event());
    assertEquals(World.id(KEPT), claimed.account());
    assertEquals(World.id(OWN), claimed.successor());

    assertEquals(100, world.account(OWN).balanceMinor());
    assertEquals(ANN, world.account(OWN).name());
    assertFalse(world.account(OWN).custodial());
    assertEquals(0, world.account(KEPT).balanceMinor());
    assertTrue(world.account(KEPT).isClosed());
    refused(Rejection.ACCOUNT_CLOSED, world.pay(KEPT, BOB, 1));
    refused(Rejection.ACCOUNT_CLOSED, world.pay(BOB, KEPT, 1));
    refused(Rejection.ACCOUNT_CLOSED, world.apply(World.adding(KEPT, 2, 0)));
    refused(Rejection.ACCOUNT_CLOSED, world.act(new Deed.Thaw(World.id(KEPT))));
    refused(Rejection.NAME_TAKEN, world.open("Ann", World.key(13)));
    world.pay(OWN, BOB, 60);
    assertEquals(60, world.account(BOB).balanceMinor());
  }

  @Test
  void askedAgainItIsAnsweredAgainAndAnotherMemberIsNotServed() {
    Outcome first = world.apply(claiming("ann", OWN, 100));
    Entry opened = assertInstanceOf(Outcome.Done.class, first).entry();
    assertEquals(new Outcome.Repeated(opened), world.apply(claiming("ann", OWN, 100)));
    refused(Rejection.ACCOUNT_CLOSED, world.apply(claiming("ann", World.key(13), 0)));
    refused(Rejection.KEY_TAKEN, world.apply(claiming("ann", BOB, 0)));
  }

  @Test
  void anEmptyAccountIsHandedOverAsWell() {
    world.pay(KEPT, BOB, 100);
    Outcome outcome = world.apply(claiming("ann", OWN, 0));
    assertEquals(2, assertInstanceOf(Outcome.Done.class, outcome).entries().size());
    assertTrue(world.account(KEPT).isClosed());
  }

  @Test
  void whatCannotBeHandedOverWholeStaysAsItIs() {
    refused(Rejection.STALE, world.apply(claiming("ann", OWN, 99)));
    refused(Rejection.STALE, world.apply(claiming("ann", OWN, 0)));
    refused(Rejection.UNKNOWN_ACCOUNT, world.apply(claiming("bob", OWN, 100)));
    world.act(new Deed.SetLimits(World.id(KEPT), 50, 50));
    refused(Rejection.LIMIT_EXCEEDED, world.apply(claiming("ann", OWN, 100)));
    world.act(new Deed.SetLimits(World.id(KEPT), Limits.NONE, Limits.NONE));
    world.act(new Deed.Freeze(World.id(KEPT)));
    refused(Rejection.FROZEN, world.apply(claiming("ann", OWN, 100)));
    world.act(new Deed.Thaw(World.id(KEPT)));
    var elsewhere =
        new Command.Claim(
            ANN, signed(LedgerId.ofKey(BOB), KEPT, OWN), World.device(OWN), Optional.empty());
    refused(Rejection.WRONG_LEDGER, world.apply(elsewhere));
    assertEquals(100, world.account(KEPT).balanceMinor());
    assertFalse(world.state.accounts.containsKey(World.id(OWN)));
  }

  @Test
  void aMembersOwnAccountIsNotHandedOver() {
    var claim =
        new Command.Claim(
            new AccountName("bob"),
            signed(World.LEDGER, BOB, OWN),
            World.device(OWN),
            Optional.empty());
    refused(Rejection.NAME_TAKEN, world.apply(claim));
  }

  @Test
  void bothKeysHaveToSignAndTheDeviceIsTheMembers() {
    var claim = new AccountClaim(World.LEDGER, KEPT, OWN);
    for (VerifyKey bad : List.of(KEPT, OWN)) {
      assertThrows(
          BadSignatureException.class,
          () ->
              claim.verify(
                  World.SIGNATURE, World.SIGNATURE, (key, message, its) -> !key.equals(bad)));
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Command.Claim(
                ANN, signed(World.LEDGER, KEPT, OWN), World.device(BOB), Optional.empty()));
  }

  private void refused(Rejection why, Outcome outcome) {
    assertEquals(new Outcome.Refused(why), outcome);
  }
}
