package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.ActId;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Fingerprint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Plants each fault. In most, the server is in on it: it signs the checkpoint of the log as it
/// stands, so that only the events themselves give it away.
class AuditTest {
  private final TestLog log = TestLog.begun();

  @Test
  void aGoodLogIsClean() {
    log.add(log.settled("alice", "bob", 250));
    log.add(log.administered(new Deed.Freeze(log.account("bob"))));
    log.add(log.administered(new Deed.Thaw(log.account("bob"))));
    InviteHash invite = InviteHash.ofCode("KITE-7F3Q");
    log.add(log.administered(new Deed.Invite(invite)));
    log.add(log.opened("carol", log.member("carol"), false, invite));
    log.add(log.settled("bob", "carol", 450));
    log.add(log.retired("carol", 50));
    AuditReport report =
        log.audit(
            log.expected()
                .withBalances(
                    Map.of(
                        log.account("alice"), 750L,
                        log.account("bob"), 0L,
                        log.account("carol"), 400L,
                        log.account("operator"), -1150L))
                .withCirculation(1150)
                .withSeen(List.of(TestLog.begun().checkpoint().checkpoint())));
    assertEquals(List.of(), report.findings());
    assertTrue(report.isClean());
    assertEquals(13, report.events());
    assertEquals(4, report.accounts());
    assertEquals(1150, report.circulationMinor());
    assertEquals(log.checkpoint().root(), report.rootHash());
    assertTrue(report.eventsPerSecond() > 0);
  }

  @Test
  void anEmptyLogFails() {
    log.events.clear();
    assertFaults(log.audit(), Fault.NO_LEDGER);
  }

  @Test
  void aLogWithoutItsBeginningFails() {
    log.events.removeFirst();
    assertFaults(log.audit(), Fault.NO_LEDGER);
    log.events.set(0, new byte[] {1, 2, 3});
    assertFaults(log.audit(), Fault.BAD_EVENT, Fault.NO_LEDGER);
  }

  @Test
  void aLedgerWithoutAnOperatorFails() {
    log.events.subList(1, log.events.size()).clear();
    assertFaults(log.audit(), Fault.NO_LEDGER);
  }

  @Test
  void aMissingCheckpointFails() {
    assertFaults(log.audit(log.expected(), Optional.empty()), Fault.NO_CHECKPOINT);
  }

  @Test
  void aCheckpointSignedByAnotherKeyFails() {
    Checkpoint checkpoint = log.checkpoint().checkpoint();
    SignedCheckpoint forged =
        SignedCheckpoint.sign(checkpoint, log.operator.verifyKey(), log.operator::sign);
    assertFaults(log.audit(log.expected(), Optional.of(forged.note())), Fault.BAD_CHECKPOINT);
  }

  @Test
  void anotherLedgersLogFails() {
    Expected other = Expected.of(Fingerprint.ofKey(log.operator.verifyKey()));
    assertFaults(log.audit(other), Fault.OTHER_LEDGER);
  }

  @Test
  void everyChangedByteOfEveryEventIsFound() {
    log.add(log.settled("alice", "bob", 250));
    log.add(log.administered(new Deed.Freeze(log.account("bob"))));
    String signed = log.checkpoint().note();
    for (int index = 0; index < log.events.size(); index++) {
      byte[] event = log.events.get(index);
      for (int at = 0; at < event.length; at += 5) {
        byte[] changed = event.clone();
        changed[at] ^= 1;
        log.events.set(index, changed);
        assertFalse(log.audit(log.expected(), Optional.of(signed)).isClean());
      }
      log.events.set(index, event);
    }
    assertTrue(log.audit(log.expected(), Optional.of(signed)).isClean());
  }

  @Test
  void everyRemovedEventIsFound() {
    log.add(log.settled("alice", "bob", 250));
    String signed = log.checkpoint().note();
    for (int index = 0; index < log.events.size(); index++) {
      byte[] event = log.events.remove(index);
      AuditReport report = log.audit(log.expected(), Optional.of(signed));
      assertTrue(index == 0 || faults(report).contains(Fault.WRONG_ROOT), "event " + index);
      assertFalse(report.isClean());
      log.events.add(index, event);
    }
  }

  @Test
  void anyTwoSwappedEventsAreFound() {
    log.add(log.settled("alice", "bob", 250)).add(log.settled("alice", "bob", 251));
    String signed = log.checkpoint().note();
    for (int index = 1; index < log.events.size(); index++) {
      Collections.swap(log.events, index - 1, index);
      AuditReport report = log.audit(log.expected(), Optional.of(signed));
      assertTrue(index == 1 || faults(report).contains(Fault.WRONG_ROOT), "event " + index);
      assertFalse(report.isClean());
      Collections.swap(log.events, index - 1, index);
    }
  }

  @Test
  void everyReplayedEventIsFound() {
    log.add(log.settled("alice", "bob", 250));
    log.add(log.administered(new Deed.Freeze(log.account("bob"))));
    for (byte[] event : List.copyOf(log.events)) {
      log.events.add(event);
      assertFalse(log.audit().isClean());
      log.events.removeLast();
    }
  }

  @Test
  void aChangedAmountIsFound() {
    Order order = log.order("alice", "bob", 10);
    ParsedChit chit = TestLog.signed(order, log.member("alice"));
    log.add(
        new Event.Settled(
            log.salt(),
            TestLog.TIME_MILLIS,
            ParsedChit.of(
                with(order, order.ledger(), 1000, "EUR", 0), chit.signature(), chit.payerKey())));
    assertFaults(log.audit(), Fault.BAD_SIGNATURE);
  }

  @Test
  void aForgedSignatureIsFound() {
    log.add(log.settled(log.order("alice", "bob", 10), log.member("bob")));
    assertFaults(log.audit(), Fault.BAD_SIGNATURE);
  }

  @Test
  void aSignatureOfNobodyIsFound() {
    log.add(
        new Event.Settled(
            log.salt(),
            TestLog.TIME_MILLIS,
            ParsedChit.of(
                log.order("alice", "bob", 10), new byte[64], log.member("alice").verifyKey())));
    assertFaults(log.audit(), Fault.BAD_SIGNATURE);
  }

  @Test
  void aWrongBalanceIsFound() {
    AuditReport report =
        log.audit(log.expected().withBalances(Map.of(log.account("alice"), 1001L)));
    assertFaults(report, Fault.WRONG_BALANCE);
    assertFaults(
        log.audit(log.expected().withBalances(Map.of(new AccountId(1, 1), 0L))),
        Fault.WRONG_BALANCE);
  }

  @Test
  void aWrongSupplyIsFound() {
    assertFaults(log.audit(log.expected().withCirculation(1199)), Fault.WRONG_SUPPLY);
  }

  @Test
  void unitsIssuedAsAPaymentAreFound() {
    log.add(log.settled("operator", "alice", 10));
    assertFaults(log.audit(), Fault.WRONG_KIND);
  }

  @Test
  void unitsIssuedByAMemberAreFound() {
    var reason = new MemoOpening(log.salt(), "");
    Order order = log.order("alice", "bob", 10);
    order =
        new Order(
            order.ledger(),
            order.id(),
            order.payer(),
            order.payee(),
            order.amount(),
            order.unitCode(),
            0,
            reason.commitment(),
            Reference.NONE);
    log.add(
        new Event.Issued(
            log.salt(), TestLog.TIME_MILLIS, TestLog.signed(order, log.member("alice")), reason));
    assertFaults(log.audit(), Fault.WRONG_KIND);
  }

  @Test
  void unitsRetiredToAMemberAreFound() {
    log.add(
        new Event.Retired(
            log.salt(),
            TestLog.TIME_MILLIS,
            TestLog.signed(log.order("alice", "bob", 10), log.member("alice"))));
    assertFaults(log.audit(), Fault.WRONG_KIND);
  }

  @Test
  void aForkIsFound() {
    log.add(log.settled("alice", "bob", 250));
    Checkpoint seen = log.checkpoint().checkpoint();
    log.events.removeLast();
    log.add(log.settled("alice", "bob", 1));
    log.add(log.settled("alice", "bob", 2));
    assertFaults(log.audit(log.expected().withSeen(List.of(seen))), Fault.FORK);
  }

  @Test
  void aLogThatBecameShorterIsFound() {
    log.add(log.settled("alice", "bob", 250));
    Checkpoint seen = log.checkpoint().checkpoint();
    log.events.removeLast();
    assertFaults(log.audit(log.expected().withSeen(List.of(seen))), Fault.FORK);
  }

  @Test
  void aCheckpointOfAnotherHistoryIsFound() {
    log.add(log.settled("alice", "bob", 250));
    String signed = log.checkpoint().note();
    log.events.removeLast();
    log.add(log.settled("alice", "bob", 249));
    assertFaults(log.audit(log.expected(), Optional.of(signed)), Fault.WRONG_ROOT);
  }

  @Test
  void aChitSettledTwiceIsFound() {
    Order order = log.order("alice", "bob", 10);
    log.add(log.settled(order, log.member("alice")));
    log.add(log.settled(order, log.member("alice")));
    assertFaults(log.audit(), Fault.REPEATED_ID);
  }

  @Test
  void anActDoneTwiceIsFound() {
    var id = new ActId(1, 2);
    log.add(log.administered(new Deed.Freeze(log.account("bob")), id, log.operator));
    log.add(log.administered(new Deed.Thaw(log.account("bob")), id, log.operator));
    assertFaults(log.audit(), Fault.REPEATED_ID);
  }

  @Test
  void anOverdraftIsFound() {
    log.add(log.settled("bob", "alice", 200));
    assertTrue(log.audit().isClean());
    log.add(log.settled("bob", "alice", 1));
    assertFaults(log.audit(), Fault.OVERDRAFT);
  }

  @Test
  void aBalanceThatOverflowsIsFound() {
    log.add(log.issued("alice", Amount.MINOR_MAX));
    assertTrue(log.audit().isClean());
    log.add(log.issued("alice", Amount.MINOR_MAX));
    assertTrue(faults(log.audit()).contains(Fault.OVERFLOW));
  }

  @Test
  void aNameTakenTwiceIsFoundWhateverItsCase() {
    log.add(log.opened("ALICE", log.member("mallory"), false, InviteHash.NONE));
    assertFaults(log.audit(), Fault.NAME_TAKEN);
  }

  @Test
  void aKeyWithTwoAccountsIsFound() {
    log.add(log.opened("mallory", log.member("alice"), false, InviteHash.NONE));
    assertFaults(log.audit(), Fault.KEY_TAKEN);
  }

  @Test
  void aDeviceStatementThatTheIdentityDidNotSignIsFound() {
    byte[] statement = TestLog.statement(log.member("carol")).bytes();
    statement[40] ^= 1;
    log.add(
        new Event.Opened(
            log.salt(),
            TestLog.TIME_MILLIS,
            new AccountName("carol"),
            false,
            false,
            InviteHash.NONE,
            StatementBytes.of(statement)));
    assertFaults(log.audit(), Fault.BAD_SIGNATURE);
  }

  @Test
  void aSecondOperatorIsFound() {
    log.add(log.opened("boss", log.member("boss"), true, InviteHash.NONE));
    assertFaults(log.audit(), Fault.WRONG_KIND);
  }

  @Test
  void anOperatorUnderAnotherNameOrKeyIsFound() {
    var other = new TestLog();
    other.add(other.created()).add(other.opened("boss", other.operator, true, InviteHash.NONE));
    assertFaults(other.audit(), Fault.WRONG_KIND);
    other.events.removeLast();
    other.add(other.opened("operator", other.member("boss"), true, InviteHash.NONE));
    assertFaults(other.audit(), Fault.WRONG_KIND, Fault.NO_LEDGER);
    other.events.removeLast();
    other.open("operator").open("alice");
    assertFaults(other.audit(), Fault.WRONG_KIND);
  }

  @Test
  void aLogWhoseSecondEventIsNoOpeningIsFound() {
    var other = new TestLog();
    other.add(other.created()).add(other.administered(new Deed.Invite(InviteHash.ofCode("x"))));
    assertFaults(other.audit(), Fault.WRONG_KIND, Fault.NO_LEDGER);
  }

  @Test
  void aSecondLedgerInsideIsFound() {
    log.add(log.created());
    assertFaults(log.audit(), Fault.WRONG_KIND);
  }

  @Test
  void aFrozenAccountThatPaysOrIsPaidIsFound() {
    log.add(log.administered(new Deed.Freeze(log.account("bob"))));
    log.add(log.settled("bob", "alice", 1));
    assertFaults(log.audit(), Fault.FROZEN);
    log.events.removeLast();
    log.add(log.settled("alice", "bob", 1));
    assertFaults(log.audit(), Fault.FROZEN);
  }

  @Test
  void anActThatTheOperatorDidNotSignIsFound() {
    log.add(
        log.administered(
            new Deed.Freeze(log.account("bob")), new ActId(1, 2), log.member("alice")));
    assertFaults(log.audit(), Fault.BAD_SIGNATURE);
  }

  @Test
  void anActOnNobodyOrTheOperatorIsFound() {
    log.add(log.administered(new Deed.Freeze(new AccountId(1, 1))));
    assertFaults(log.audit(), Fault.UNKNOWN_ACCOUNT);
    log.events.removeLast();
    log.add(log.administered(new Deed.Freeze(log.account("operator"))));
    assertFaults(log.audit(), Fault.BAD_ACT);
  }

  @Test
  void anInvitationUsedTwiceOrNeverMadeIsFound() {
    InviteHash invite = InviteHash.ofCode("KITE-7F3Q");
    log.add(log.opened("carol", log.member("carol"), false, invite));
    assertFaults(log.audit(), Fault.BAD_INVITE);
    log.events.removeLast();
    log.add(log.administered(new Deed.Invite(invite)));
    log.add(log.opened("carol", log.member("carol"), false, invite));
    assertTrue(log.audit().isClean());
    log.add(log.opened("dave", log.member("dave"), false, invite));
    assertFaults(log.audit(), Fault.BAD_INVITE);
    log.events.removeLast();
    log.add(log.administered(new Deed.Invite(invite)));
    assertFaults(log.audit(), Fault.BAD_INVITE);
  }

  @Test
  void aPaymentToNobodyIsFound() {
    log.add(log.settled("alice", "nobody", 1));
    assertFaults(log.audit(), Fault.UNKNOWN_ACCOUNT);
  }

  @Test
  void aPaymentToOneselfIsFound() {
    log.add(log.settled("alice", "alice", 1));
    assertFaults(log.audit(), Fault.SAME_ACCOUNT);
  }

  @Test
  void anOrderForAnotherLedgerOrUnitOrTooLateIsFound() {
    Order order = log.order("alice", "bob", 1);
    long now = TestLog.TIME_MILLIS / 1000;
    log.add(log.settled(with(order, order.ledger(), 1, "EUR", now), log.member("alice")));
    assertTrue(log.audit().isClean());
    log.events.removeLast();
    log.add(log.settled(with(order, order.ledger(), 1, "EUR", now - 1), log.member("alice")));
    assertFaults(log.audit(), Fault.EXPIRED);
    log.events.removeLast();
    log.add(log.settled(with(order, order.ledger(), 1, "USD", 0), log.member("alice")));
    assertFaults(log.audit(), Fault.WRONG_UNIT);
    log.events.removeLast();
    log.add(log.settled(with(order, new LedgerId(1, 2), 1, "EUR", 0), log.member("alice")));
    assertFaults(log.audit(), Fault.WRONG_LEDGER);
  }

  @Test
  void aLogThatIsWrongEverywhereDoesNotFillTheMemory() {
    for (int i = 0; i <= Findings.KEPT_MAX; i++) {
      log.events.add(new byte[] {9});
    }
    AuditReport report = log.audit();
    assertEquals(Findings.KEPT_MAX, report.findings().size());
    assertEquals(1, report.findingsLeftOut());
    assertFalse(report.isClean());
  }

  @Test
  void aLongLogKeepsItsOrder() {
    for (int i = 0; i < 3000; i++) {
      log.add(log.settled(i % 2 == 0 ? "alice" : "bob", i % 2 == 0 ? "bob" : "alice", 900));
    }
    AuditReport report = log.audit();
    assertEquals(List.of(), report.findings());
    assertEquals(3006, report.events());
  }

  private static Order with(Order order, LedgerId ledger, long minor, String unit, long notAfter) {
    return new Order(
        ledger,
        order.id(),
        order.payer(),
        order.payee(),
        new Amount(minor),
        unit,
        notAfter,
        MemoCommitment.NONE,
        Reference.NONE);
  }

  private static List<Fault> faults(AuditReport report) {
    return report.findings().stream().map(Finding::fault).toList();
  }

  private static void assertFaults(AuditReport report, Fault... faults) {
    assertEquals(List.of(faults), faults(report), () -> report.findings().toString());
    assertFalse(report.isClean());
  }
}
