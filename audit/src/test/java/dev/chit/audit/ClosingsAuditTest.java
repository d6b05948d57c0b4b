package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Accounts that end, and each way in which they must not.
class ClosingsAuditTest {
  private static final long REST_MILLIS = 90L * 24 * 60 * 60 * 1000;

  private final TestLog log = TestLog.begun();

  @Test
  void anEmptyAccountThatItsMemberClosedIsClean() {
    log.add(log.settled("bob", "alice", 200)).add(log.closed("bob"));
    assertFaults();
  }

  @Test
  void anEndThatItsMemberDidNotSignIsFound() {
    log.add(log.settled("bob", "alice", 200)).add(log.closed("bob", log.operator));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void theEndOfNobodyIsFound() {
    log.add(log.closed("carol"));
    assertFaults(Fault.UNKNOWN_ACCOUNT);
  }

  @Test
  void anAccountThatEndsWithSomethingInItIsFound() {
    log.add(log.closed("bob"));
    assertFaults(Fault.BAD_CLOSING);
  }

  @Test
  void theOperatorsAndAFrozenOnesEndIsFound() {
    log.open("carol").add(log.administered(new Deed.Freeze(log.account("carol"))));
    log.add(log.closed("carol"));
    log.add(log.retired("alice", 1000)).add(log.retired("bob", 200)).add(log.closed("operator"));
    assertFaults(Fault.BAD_CLOSING, Fault.BAD_CLOSING);
  }

  @Test
  void anEndLoggedASecondTimeIsFound() {
    log.open("carol").add(log.closed("carol")).add(log.closed("carol"));
    assertFaults(Fault.ACCOUNT_CLOSED);
  }

  @Test
  void whateverHappensToAClosedAccountIsFound() {
    log.open("carol").add(log.closed("carol"));
    log.add(log.settled("alice", "carol", 1));
    log.add(log.certified(log.order("alice", "carol", 1)));
    log.add(log.revoked(log.order("carol", "alice", 1), log.member("carol")));
    log.add(log.deviceAdded("carol", 2));
    log.add(log.deviceRevoked("carol", 1));
    log.add(log.administered(new Deed.Freeze(log.account("carol"))));
    assertFaults(
        Fault.ACCOUNT_CLOSED,
        Fault.ACCOUNT_CLOSED,
        Fault.ACCOUNT_CLOSED,
        Fault.ACCOUNT_CLOSED,
        Fault.ACCOUNT_CLOSED,
        Fault.ACCOUNT_CLOSED);
  }

  @Test
  void aNameThatHasRestedIsForAnybody() {
    log.open("carol").add(log.closed("carol"));
    log.nowMillis += REST_MILLIS;
    log.add(log.opened("Carol", log.member("other carol"), false, InviteHash.NONE));
    assertFaults();
    log.add(log.opened("carol", log.member("third carol"), false, InviteHash.NONE));
    assertFaults(Fault.NAME_TAKEN);
  }

  @Test
  void aNameGivenAwayTooEarlyIsFound() {
    log.open("carol").add(log.closed("carol"));
    log.nowMillis += REST_MILLIS - 1;
    log.add(log.opened("carol", log.member("other carol"), false, InviteHash.NONE));
    assertFaults(Fault.NAME_TAKEN);
  }

  @Test
  void aKeyWhoseAccountEndedOpensNoOther() {
    log.open("carol").add(log.closed("carol"));
    log.add(log.opened("caroline", log.member("carol"), false, InviteHash.NONE));
    assertFaults(Fault.KEY_TAKEN);
  }

  private void assertFaults(Fault... faults) {
    assertEquals(List.of(faults), log.audit().findings().stream().map(Finding::fault).toList());
  }
}
