package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.Event;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceRuleTest {
  private static final VerifyKey ALICE = World.key(10);
  private static final VerifyKey NOBODY = World.key(11);

  private final World world = new World();

  @BeforeEach
  void alice() {
    world.open("alice", ALICE);
  }

  @Test
  void anAccountHasEightDevicesAndNotOneMore() {
    for (int number = 2; number <= 8; number++) {
      done(World.adding(ALICE, number, 0));
    }
    refused(Rejection.DEVICE_LIMIT, World.adding(ALICE, 9, 0));
    done(World.takingAway(World.LEDGER, ALICE, 4));
    done(World.adding(ALICE, 9, 0));
    refused(Rejection.DEVICE_LIMIT, World.adding(ALICE, 10, 0));
  }

  @Test
  void anAccountHadSixtyFourDevicesAndGetsNotOneMore() {
    for (int number = 2; number <= 64; number++) {
      done(World.adding(ALICE, number, 0));
      done(World.takingAway(World.LEDGER, ALICE, number));
    }
    refused(Rejection.DEVICE_LIMIT, World.adding(ALICE, 65, 0));
  }

  @Test
  void addingTheSameAgainRepeatsAndAnotherUnderItsNumberIsRefused() {
    Entry added = done(World.adding(ALICE, 2, 0));
    assertEquals(new Outcome.Repeated(added), world.apply(World.adding(ALICE, 2, 0)));
    refused(Rejection.DEVICE_TAKEN, World.adding(ALICE, 2, 1));
    refused(Rejection.DEVICE_TAKEN, World.adding(ALICE, 1, 1));
    Entry opened = world.state.entries.get((int) world.account(ALICE).openedIndex());
    assertEquals(new Outcome.Repeated(opened), world.apply(World.adding(ALICE, 1, 0)));
  }

  @Test
  void whatWasRevokedIsRevokedForEver() {
    done(World.adding(ALICE, 2, 0));
    Entry revoked = done(World.takingAway(World.LEDGER, ALICE, 2));
    assertInstanceOf(Event.DeviceRevoked.class, revoked.event());
    assertEquals(
        new Outcome.Repeated(revoked), world.apply(World.takingAway(World.LEDGER, ALICE, 2)));
    refused(Rejection.DEVICE_TAKEN, World.adding(ALICE, 2, 0));
  }

  @Test
  void theFirstDeviceMayGoButNotTheLast() {
    refused(Rejection.LAST_DEVICE, World.takingAway(World.LEDGER, ALICE, 1));
    done(World.adding(ALICE, 2, 0));
    done(World.takingAway(World.LEDGER, ALICE, 1));
    refused(Rejection.LAST_DEVICE, World.takingAway(World.LEDGER, ALICE, 2));
    refused(Rejection.DEVICE_TAKEN, World.adding(ALICE, 1, 0));
  }

  @Test
  void aFrozenMemberMayStillLoseADevice() {
    world.act(new dev.chit.core.event.OperatorAct.Deed.Freeze(World.id(ALICE)));
    done(World.adding(ALICE, 2, 0));
    done(World.takingAway(World.LEDGER, ALICE, 1));
  }

  @Test
  void strangersOtherLedgersAndUnknownNumbersAreRefused() {
    refused(Rejection.UNKNOWN_ACCOUNT, World.adding(NOBODY, 2, 0));
    refused(Rejection.UNKNOWN_ACCOUNT, World.takingAway(World.LEDGER, NOBODY, 1));
    refused(Rejection.UNKNOWN_DEVICE, World.takingAway(World.LEDGER, ALICE, 7));
    refused(Rejection.WRONG_LEDGER, World.takingAway(LedgerId.ofKey(ALICE), ALICE, 1));
  }

  @Test
  void anAccountAndItsDevicesInOneBatchAreSeenByEachOther() {
    VerifyKey bob = World.key(12);
    List<Outcome> outcomes =
        world.applyAll(
            List.of(
                new Command.Open(new dev.chit.core.AccountName("bob"), World.device(bob)),
                World.adding(bob, 2, 0),
                World.takingAway(World.LEDGER, bob, 1),
                World.takingAway(World.LEDGER, bob, 2),
                World.adding(bob, 2, 0)));
    assertInstanceOf(Outcome.Done.class, outcomes.get(2));
    assertEquals(new Outcome.Refused(Rejection.LAST_DEVICE), outcomes.get(3));
    assertInstanceOf(Outcome.Repeated.class, outcomes.get(4));
  }

  private Entry done(Command command) {
    return assertInstanceOf(Outcome.Done.class, world.apply(command)).entry();
  }

  private void refused(Rejection why, Command command) {
    assertEquals(new Outcome.Refused(why), world.apply(command));
  }
}
