package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Custodial accounts that members take over, and each way in which they must not.
class ClaimsAuditTest {
  private final TestLog log = TestLog.begun();

  /// Ann came in by a door; `own` is the name of her own key here.
  private TestLog annByADoor() {
    return log.add(log.openedByADoor("ann"));
  }

  @Test
  void aClaimRightAfterItsOpeningAndPaymentIsClean() {
    annByADoor().add(log.settled("alice", "ann", 5));
    log.add(opened("ann", "own"));
    log.add(log.settled("ann", "own", 5)).add(log.claimed("ann", "own"));
    assertFaults();
  }

  @Test
  void anEmptyAccountIsClaimedWithoutPayment() {
    annByADoor().add(opened("ann", "own")).add(log.claimed("ann", "own"));
    assertFaults();
  }

  @Test
  void aNameThatIsTakenAndNotClaimedIsFound() {
    annByADoor().add(opened("ann", "own"));
    assertFaults(Fault.NAME_TAKEN);
  }

  @Test
  void aClaimThatComesTooLateIsFound() {
    annByADoor().add(opened("ann", "own"));
    log.add(log.settled("alice", "bob", 1)).add(log.settled("alice", "bob", 1));
    log.add(log.claimed("ann", "own"));
    assertFaults(Fault.NAME_TAKEN, Fault.BAD_CLAIM);
  }

  @Test
  void aClaimForAnotherThanWhoHasTheNameNowIsFound() {
    annByADoor().add(opened("ann", "own"));
    log.add(log.claimed("ann", "bob"));
    assertFaults(Fault.BAD_CLAIM, Fault.NAME_TAKEN);
  }

  @Test
  void aClaimThatLeavesSomethingBehindIsFound() {
    annByADoor().add(log.settled("alice", "ann", 5));
    log.add(opened("ann", "own")).add(log.claimed("ann", "own"));
    assertFaults(Fault.BAD_CLAIM);
  }

  @Test
  void theClaimOfAMembersOrAFrozenAccountIsFound() {
    log.open("carol").add(opened("carol", "own"));
    log.add(log.claimed("carol", "own"));
    annByADoor().add(log.administered(new Deed.Freeze(log.account("ann"))));
    log.add(opened("ann", "own2")).add(log.claimed("ann", "own2"));
    assertFaults(Fault.BAD_CLAIM, Fault.BAD_CLAIM);
  }

  @Test
  void aClaimThatNotBothSignedIsFound() {
    annByADoor().add(opened("ann", "own"));
    log.add(log.claimed("ann", "own", log.operator, log.member("own")));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void aClaimThatTheMemberDidNotSignIsFound() {
    annByADoor().add(opened("ann", "own"));
    log.add(log.claimed("ann", "own", log.member("ann"), log.operator));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void whateverTheOldKeySignsAfterwardsIsFound() {
    annByADoor().add(log.settled("alice", "ann", 5));
    log.add(opened("ann", "own"));
    log.add(log.settled("ann", "own", 5)).add(log.claimed("ann", "own"));
    log.add(log.settled("bob", "ann", 5));
    log.add(log.settled("ann", "bob", 5));
    assertFaults(Fault.ACCOUNT_CLOSED, Fault.ACCOUNT_CLOSED);
  }

  private Event opened(String name, String key) {
    return log.opened(name, log.member(key), false, InviteHash.NONE);
  }

  private void assertFaults(Fault... faults) {
    assertEquals(List.of(faults), log.audit().findings().stream().map(Finding::fault).toList());
  }
}
