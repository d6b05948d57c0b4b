package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Plants each fault in what happens to chits between being drawn and settled.
class ChitLifeAuditTest {
  private final TestLog log = TestLog.begun();

  @Test
  void aWholeLifeIsClean() {
    Order settled = log.order("alice", "bob", 300);
    log.add(log.certified(settled));
    log.add(log.settled(settled));
    Order cancelled = log.order("alice", "bob", 700);
    long certified = log.events.size();
    log.add(log.certified(cancelled)).add(log.cancelled(certified, cancelled, log.member("bob")));
    Order expired = log.order("alice", "bob", 700);
    certified = log.events.size();
    log.add(log.certified(expired));
    log.nowMillis += 1000 * (TestLog.CHIT_LIFE_SECONDS + 1);
    log.add(log.expired(certified));
    log.add(log.revoked(log.order("alice", "bob", 1), log.member("alice")));
    log.add(log.settled(log.refund("bob", "alice", 300, settled)));
    AuditReport report =
        log.audit(
            log.expected().withBalances(Map.of(log.account("alice"), 1000L)).withCirculation(1200));
    assertEquals(List.of(), report.findings());
  }

  @Test
  void aSumPromisedTwiceIsFound() {
    log.add(log.certified(log.order("alice", "bob", 600)));
    log.add(log.certified(log.order("alice", "bob", 600)));
    assertFaults(Fault.OVERDRAFT);
  }

  @Test
  void whatIsHeldIsNotToBePaidWith() {
    log.add(log.certified(log.order("alice", "bob", 600)));
    log.add(log.settled("alice", "bob", 401));
    assertFaults(Fault.OVERDRAFT);
  }

  @Test
  void aSettlementAfterItsTimeIsFound() {
    Order order = log.order("alice", "bob", 1);
    log.add(log.certified(order));
    log.nowMillis += 1000 * (TestLog.CHIT_LIFE_SECONDS + 1);
    log.add(log.settled(order));
    assertFaults(Fault.EXPIRED);
  }

  @Test
  void aSettlementOfTwiceOrOfWhatWasLetGoIsFound() {
    Order order = log.order("alice", "bob", 1);
    long certified = log.events.size();
    log.add(log.certified(order)).add(log.cancelled(certified, order, log.member("bob")));
    log.add(log.settled(order));
    assertFaults(Fault.REPEATED_ID);
  }

  @Test
  void anotherOrderSettledOutOfAHoldIsFound() {
    Order order = log.order("alice", "bob", 100);
    log.add(log.certified(order));
    var other =
        new Order(
            order.ledger(),
            order.id(),
            order.payer(),
            order.payee(),
            new dev.chit.core.Amount(101),
            order.unitCode(),
            0,
            order.memo(),
            order.reference());
    log.add(log.settled(other));
    assertFaults(Fault.BAD_HOLD);
  }

  @Test
  void aChitCertifiedForTooLongIsFound() {
    long now = log.nowMillis / 1000;
    log.add(log.certified(log.order("alice", "bob", 1), now + TestLog.CHIT_LIFE_SECONDS + 1));
    assertFaults(Fault.BAD_HOLD);
  }

  @Test
  void aChitOfTheOperatorIsNotCertified() {
    log.add(log.certified(log.order("operator", "bob", 1)));
    assertFaults(Fault.WRONG_KIND);
  }

  @Test
  void whatIsHeldReturnsNeitherTooEarlyNorTwiceNorOutOfNothing() {
    long certified = log.events.size();
    Order order = log.order("alice", "bob", 1);
    log.add(log.certified(order)).add(log.expired(certified));
    assertFaults(Fault.BAD_HOLD);
    log.events.removeLast();
    log.add(log.cancelled(certified, order, log.member("bob")));
    log.add(log.cancelled(certified, order, log.member("bob")));
    assertFaults(Fault.BAD_HOLD);
    log.events.removeLast();
    log.add(log.expired(2));
    assertFaults(Fault.BAD_HOLD);
  }

  @Test
  void aCancellationThatThePayeeDidNotSignIsFound() {
    long certified = log.events.size();
    Order order = log.order("alice", "bob", 1);
    log.add(log.certified(order)).add(log.cancelled(certified, order, log.member("alice")));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void aCancellationAfterItsTimeIsFound() {
    long certified = log.events.size();
    Order order = log.order("alice", "bob", 1);
    log.add(log.certified(order));
    log.nowMillis += 1000 * (TestLog.CHIT_LIFE_SECONDS + 1);
    log.add(log.cancelled(certified, order, log.member("bob")));
    assertFaults(Fault.EXPIRED);
  }

  @Test
  void aRevocationThatThePayerDidNotSignIsFound() {
    log.add(log.revoked(log.order("alice", "bob", 1), log.member("bob")));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void aRevokedChitThatIsSettledIsFound() {
    Order order = log.order("alice", "bob", 1);
    log.add(log.revoked(order, log.member("alice"))).add(log.settled(order));
    assertFaults(Fault.REPEATED_ID);
  }

  @Test
  void aRefundOfMoreThanWasPaidIsFound() {
    Order order = log.order("alice", "bob", 100);
    log.add(log.settled(order));
    log.add(log.settled(log.refund("bob", "alice", 60, order)));
    log.add(log.settled(log.refund("bob", "alice", 41, order)));
    assertFaults(Fault.BAD_REFUND);
  }

  @Test
  void aRefundInTheWrongDirectionIsFound() {
    Order order = log.order("alice", "bob", 100);
    log.add(log.settled(order)).add(log.settled(log.refund("alice", "bob", 1, order)));
    assertFaults(Fault.BAD_REFUND);
  }

  @Test
  void aRefundOfWhatWasOnlyCertifiedAndACertifiedRefundAreFound() {
    Order order = log.order("alice", "bob", 100);
    log.add(log.certified(order)).add(log.settled(log.refund("bob", "alice", 1, order)));
    assertFaults(Fault.BAD_REFUND);
    log.events.removeLast();
    log.add(log.settled(order)).add(log.certified(log.refund("bob", "alice", 1, order)));
    assertFaults(Fault.BAD_REFUND);
  }

  @Test
  void moreThanALimitIsFoundOnTheDayItself() {
    log.add(log.administered(new Deed.SetLimits(log.account("alice"), 100, 150)));
    log.add(log.settled("alice", "bob", 100)).add(log.certified(log.order("alice", "bob", 50)));
    assertEquals(List.of(), log.audit().findings());
    Event tooMuch = log.settled("alice", "bob", 1);
    log.add(tooMuch);
    assertFaults(Fault.OVER_LIMIT);
    log.events.removeLast();
    log.nowMillis += 86_400_000;
    log.add(log.settled("alice", "bob", 100));
    assertEquals(List.of(), log.audit().findings());
    log.add(log.administered(new Deed.SetLimits(log.account("alice"), 10, Long.MAX_VALUE)));
    log.add(log.settled("alice", "bob", 11));
    assertFaults(Fault.OVER_LIMIT);
  }

  private void assertFaults(Fault... faults) {
    assertEquals(
        List.of(faults), log.audit().findings().stream().map(Finding::fault).distinct().toList());
  }
}
