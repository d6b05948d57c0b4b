package dev.chit.audit;

import dev.chit.audit.Holds.Hold;
import dev.chit.core.AccountId;
import dev.chit.core.Reference;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import dev.chit.core.event.Event.Released.Cause;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the events do to chits, and through them to balances: every one is applied, right or wrong,
/// and what is wrong with it is said.
final class ChitBooks {
  private final Terms terms;
  private final Findings findings;
  private final SignatureVerifier verifier;
  private final Map<AccountId, BookAccount> accounts;
  private final ChitTable chits = new ChitTable();
  private final Holds holds = new Holds();
  private final Map<Integer, Long> refundedMinor = new HashMap<>();
  private long issuedMinor;
  private long retiredMinor;

  ChitBooks(
      Terms terms,
      Findings findings,
      SignatureVerifier verifier,
      Map<AccountId, BookAccount> accounts) {
    this.terms = terms;
    this.findings = findings;
    this.verifier = verifier;
    this.accounts = accounts;
  }

  /// All that was issued less all that was retired.
  long circulationMinor() {
    return issuedMinor - retiredMinor;
  }

  /// An operator act used up its id.
  void act(long index, long high, long low) {
    if (chits.find(high, low) == ChitTable.NONE) {
      chits.add(high, low, ChitTable.State.ACT, -1, -1, 0);
    } else {
      repeated(index);
    }
  }

  // ── money that moves ──

  void moved(long index, Event event, Order order) {
    int number = find(order);
    Hold hold = number == ChitTable.NONE ? null : holds.of(number);
    checkKind(index, event, order);
    BookAccount payer = accounts.get(order.payer());
    BookAccount payee = accounts.get(order.payee());
    if (hold != null) {
      settledOutOf(hold, index, event, order, payee);
    } else {
      settled(number, index, event, order, payer, payee);
    }
    if (payer != null && payee != null) {
      move(index, order.amount().minor(), payer, payee);
    }
  }

  private void settled(
      int number,
      long index,
      Event event,
      Order order,
      @Nullable BookAccount payer,
      @Nullable BookAccount payee) {
    judge(index, event, order, payer, payee);
    refund(index, order, payer, payee);
    if (number == ChitTable.NONE) {
      add(order, ChitTable.State.SETTLED, payer, payee);
    } else {
      repeated(index);
    }
  }

  private void settledOutOf(
      Hold hold, long index, Event event, Order order, @Nullable BookAccount payee) {
    if (!order.equals(hold.order())) {
      findings.add(Fault.BAD_HOLD, index, "Another order was certified under this id.");
    }
    if (hold.isOver(event.timeMillis())) {
      findings.add(Fault.EXPIRED, index, "The certified chit was past its time.");
    }
    if (payee != null && payee.frozen) {
      findings.add(Fault.FROZEN, index, "The payee is frozen.");
    }
    if (payee != null && payee.closed) {
      findings.add(Fault.ACCOUNT_CLOSED, index, "The payee's account had ended.");
    }
    release(hold);
    chits.become(hold.chit(), ChitTable.State.SETTLED);
  }

  private void move(long index, long minor, BookAccount payer, BookAccount payee) {
    try {
      payer.balanceMinor = Math.subtractExact(payer.balanceMinor, minor);
      payee.balanceMinor = Math.addExact(payee.balanceMinor, minor);
      if (payer.operator) {
        issuedMinor = Math.addExact(issuedMinor, minor);
      }
      if (payee.operator) {
        retiredMinor = Math.addExact(retiredMinor, minor);
      }
    } catch (ArithmeticException e) {
      findings.add(Fault.OVERFLOW, index, "No balance can be that large.");
    }
    checkCovered(index, payer);
  }

  private void refund(
      long index, Order order, @Nullable BookAccount payer, @Nullable BookAccount payee) {
    int target = target(order);
    if (target == ChitTable.NONE || payer == null || payee == null) {
      return;
    }
    if (chits.state(target) != ChitTable.State.SETTLED
        || chits.payer(target) != payee.number
        || chits.payee(target) != payer.number) {
      findings.add(Fault.BAD_REFUND, index, "It refers to no settled payment the other way round.");
      return;
    }
    long left = chits.minor(target) - refundedMinor.getOrDefault(target, 0L);
    if (order.amount().minor() > left) {
      findings.add(Fault.BAD_REFUND, index, "More was refunded than paid.");
    } else {
      refundedMinor.merge(target, order.amount().minor(), Long::sum);
    }
  }

  private int target(Order order) {
    Reference reference = order.reference();
    return reference.equals(Reference.NONE)
        ? ChitTable.NONE
        : chits.find(reference.high(), reference.low());
  }

  // ── sums set aside ──

  void certified(long index, Event.Certified event) {
    Order order = event.chit().order();
    BookAccount payer = accounts.get(order.payer());
    BookAccount payee = accounts.get(order.payee());
    judge(index, event, order, payer, payee);
    if (order.payer().equals(terms.operator())) {
      findings.add(Fault.WRONG_KIND, index, "The operator's chits are not certified.");
    }
    if (target(order) != ChitTable.NONE) {
      findings.add(Fault.BAD_REFUND, index, "A refund is not certified.");
    }
    if (event.untilSeconds() != until(event, order)) {
      findings.add(
          Fault.BAD_HOLD, index, "The chit was certified for another time than it may be.");
    }
    if (find(order) != ChitTable.NONE) {
      repeated(index);
      return;
    }
    int chit = add(order, ChitTable.State.HELD, payer, payee);
    holds.add(new Hold(chit, index, order, event.untilSeconds()));
    if (payer != null) {
      // Sums that are no amounts of this world were found to be overdrawn before they overflow.
      payer.heldMinor += order.amount().minor();
      checkCovered(index, payer);
    }
  }

  private long until(Event.Certified event, Order order) {
    long now = Math.floorDiv(event.timeMillis(), 1000L);
    long life = terms.chitLifeSecondsMax();
    long latest = now > Long.MAX_VALUE - life ? Long.MAX_VALUE : now + life;
    return order.notAfterSeconds() == 0 ? latest : Math.min(latest, order.notAfterSeconds());
  }

  void released(long index, Event.Released event) {
    Hold hold = holds.at(event.certifiedIndex());
    if (hold == null) {
      findings.add(Fault.BAD_HOLD, index, "Nothing is held for that event.");
      return;
    }
    boolean isOver = hold.isOver(event.timeMillis());
    switch (event.cause()) {
      case Cause.Cancelled cancelled -> {
        if (isOver) {
          findings.add(Fault.EXPIRED, index, "The certified chit was past its time.");
        }
        checkCancelled(index, hold.order(), cancelled);
      }
      case Cause.Expired _ -> {
        if (!isOver) {
          findings.add(Fault.BAD_HOLD, index, "The certified chit was still good.");
        }
      }
    }
    release(hold);
    chits.become(hold.chit(), ChitTable.State.RELEASED);
  }

  private void checkCancelled(long index, Order order, Cause.Cancelled cancelled) {
    BookAccount payee = accounts.get(order.payee());
    byte[] message = new Cancellation(terms.ledger(), order.id()).signedBytes();
    if (payee == null || !verifier.verify(payee.identity, message, cancelled.signature().bytes())) {
      findings.add(Fault.BAD_SIGNATURE, index, "The payee did not sign this cancellation.");
    }
  }

  private void release(Hold hold) {
    BookAccount payer = accounts.get(hold.order().payer());
    if (payer != null) {
      payer.heldMinor -= hold.order().amount().minor();
    }
    holds.remove(hold);
  }

  // ── chits that are worth nothing ──

  void revoked(long index, Event.Revoked event) {
    Order order = event.chit().order();
    BookAccount payer = accounts.get(order.payer());
    if (payer == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The payer has no account.");
    } else if (payer.closed) {
      findings.add(Fault.ACCOUNT_CLOSED, index, "The payer's account had ended.");
    }
    if (find(order) == ChitTable.NONE) {
      add(order, ChitTable.State.REVOKED, payer, accounts.get(order.payee()));
    } else {
      repeated(index);
    }
  }

  // ── of every payment ──

  /// What settling and certifying both ask of a chit.
  private void judge(
      long index,
      Event event,
      Order order,
      @Nullable BookAccount payer,
      @Nullable BookAccount payee) {
    long last = order.notAfterSeconds();
    if (last != 0 && Math.floorDiv(event.timeMillis(), 1000L) > last) {
      findings.add(Fault.EXPIRED, index, "The chit was past its last valid time.");
    }
    if (order.payer().equals(order.payee())) {
      findings.add(Fault.SAME_ACCOUNT, index, "Payer and payee are one account.");
    }
    if (payer == null || payee == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The payer or the payee has no account.");
      return;
    }
    if (payer.frozen || payee.frozen) {
      findings.add(Fault.FROZEN, index, "The payer or the payee is frozen.");
    }
    if (payer.closed || payee.closed) {
      findings.add(Fault.ACCOUNT_CLOSED, index, "The payer's or the payee's account had ended.");
    }
    if (!payer.spend(order.amount().minor(), event.timeMillis())) {
      findings.add(Fault.OVER_LIMIT, index, "The payer may not pay that much.");
    }
  }

  private void checkKind(long index, Event event, Order order) {
    boolean byOperator = order.payer().equals(terms.operator());
    boolean toOperator = order.payee().equals(terms.operator());
    boolean isRight =
        switch (event) {
          case Event.Issued _ -> byOperator;
          case Event.Retired _ -> toOperator && !byOperator;
          case Event.Settled _ -> !byOperator && !toOperator;
          case Event.Created _, Event.Opened _, Event.Administered _ -> false;
          case Event.Certified _, Event.Released _, Event.Revoked _, Event.OfDevice _ -> false;
          case Event.AccountClosed _, Event.Claimed _ -> false;
        };
    if (!isRight) {
      findings.add(
          Fault.WRONG_KIND,
          index,
          "Only the operator issues, and only to the operator is retired.");
    }
  }

  private void checkCovered(long index, BookAccount payer) {
    if (payer.isOverdrawn()) {
      findings.add(Fault.OVERDRAFT, index, "The payer has less than this amount.");
    }
  }

  private void repeated(long index) {
    findings.add(Fault.REPEATED_ID, index, "A chit or act with this id was there before.");
  }

  private int find(Order order) {
    return chits.find(order.id().high(), order.id().low());
  }

  private int add(
      Order order,
      ChitTable.State state,
      @Nullable BookAccount payer,
      @Nullable BookAccount payee) {
    return chits.add(
        order.id().high(),
        order.id().low(),
        state,
        payer == null ? -1 : payer.number,
        payee == null ? -1 : payee.number,
        order.amount().minor());
  }
}
