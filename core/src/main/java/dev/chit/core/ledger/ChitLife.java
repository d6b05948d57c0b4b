package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.VerifiedCancellation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.Event.Released.Cause;
import org.jspecify.annotations.Nullable;

/// The life of a chit: what each command comes to in each state. The state is in the columns, with
/// what it turns into in bold; everything else is refused by the code that stands there.
///
/// | | unknown | certified | its time over | settled | cancelled | expired | revoked |
/// |---|---|---|---|---|---|---|---|
/// | settle | **settled** | **settled** | `expired` | again | `cancelled` | `expired` | `revoked` |
/// | certify | **certified** | again | `expired` | `settled` | `cancelled` | `expired` | `revoked` |
/// | cancel | `not-certified` | **cancelled** | `expired` | `settled` | again | `expired` | `revoked` |
/// | expire | `not-certified` | `certified` | **expired** | `settled` | `cancelled` | again | `revoked` |
/// | revoke | **revoked** | `certified` | `expired` | `settled` | `cancelled` | `expired` | again |
///
/// *Again* repeats what was answered first. What a bold transition needs beside is judged by
/// [Payment]; another order under a used id is a duplicate in every state.
final class ChitLife {
  private ChitLife() {}

  // ── what has to be known ──

  static void needs(Command.Settle settle, Needs needs) {
    needsPayment(settle.chit().order(), needs);
  }

  static void needs(Command.Certify certify, Needs needs) {
    needsPayment(certify.chit().order(), needs);
  }

  static void needs(Command.Cancel cancel, Needs needs) {
    needs.id(cancel.cancellation().chit());
  }

  static void needs(Command.Expire expire, Needs needs) {
    needs.id(expire.chit());
  }

  static void needs(Command.Revoke revoke, Needs needs) {
    Order order = revoke.revocation().chit().order();
    needs.account(order.payer());
    needs.account(order.payee());
    needs.id(order.id());
  }

  private static void needsPayment(Order order, Needs needs) {
    needs.account(order.payer());
    needs.account(order.payee());
    needs.id(order.id());
    Refund.target(order).ifPresent(needs::id);
  }

  // ── the transitions ──

  static Outcome settle(Command.Settle settle, Working working) {
    VerifiedChit chit = settle.chit();
    Entry first = working.used(chit.id());
    Rejection foreign = foreign(chit.order(), first, working);
    if (foreign != null) {
      return refused(foreign);
    }
    return switch (ChitState.of(first, working::closing)) {
      case ChitState.Unknown _ -> {
        Account payee = working.account(chit.order().payee());
        Rejection rejection = Payment.judge(settle, payee, working);
        yield rejection == null ? done(Payment.move(settle, working)) : refused(rejection);
      }
      case ChitState.Certified certified -> {
        Rejection rejection = Payment.judgeHeld(settle, certified, working);
        yield rejection == null ? done(Payment.moveHeld(certified, working)) : refused(rejection);
      }
      case ChitState.Settled(Entry entry) -> new Outcome.Repeated(entry);
      case ChitState.Cancelled _ -> refused(Rejection.CANCELLED);
      case ChitState.Expired _ -> refused(Rejection.EXPIRED);
      case ChitState.Revoked _ -> refused(Rejection.REVOKED);
      case ChitState.Taken _ -> refused(Rejection.DUPLICATE_ID);
    };
  }

  static Outcome certify(Command.Certify certify, Working working) {
    VerifiedChit chit = certify.chit();
    Entry first = working.used(chit.id());
    Rejection foreign = foreign(chit.order(), first, working);
    if (foreign != null) {
      return refused(foreign);
    }
    return switch (ChitState.of(first, working::closing)) {
      case ChitState.Unknown _ -> {
        Rejection rejection = Payment.judgeHolding(chit, working);
        yield rejection == null ? done(Payment.hold(chit, working)) : refused(rejection);
      }
      case ChitState.Certified certified when !certified.isOver(working.nowSeconds()) ->
          new Outcome.Repeated(certified.entry());
      case ChitState.Certified _, ChitState.Expired _ -> refused(Rejection.EXPIRED);
      case ChitState.Settled _ -> refused(Rejection.SETTLED);
      case ChitState.Cancelled _ -> refused(Rejection.CANCELLED);
      case ChitState.Revoked _ -> refused(Rejection.REVOKED);
      case ChitState.Taken _ -> refused(Rejection.DUPLICATE_ID);
    };
  }

  static Outcome cancel(Command.Cancel cancel, Working working) {
    VerifiedCancellation cancellation = cancel.cancellation();
    if (!cancellation.ledger().equals(working.terms().ledger())) {
      return refused(Rejection.WRONG_LEDGER);
    }
    Entry first = working.used(cancellation.chit());
    if (first != null && !isPayee(cancellation.signer(), first)) {
      return refused(Rejection.NOT_PAYEE);
    }
    return switch (ChitState.of(first, working::closing)) {
      case ChitState.Certified certified when !certified.isOver(working.nowSeconds()) ->
          done(Payment.release(certified, new Cause.Cancelled(cancellation.signature()), working));
      case ChitState.Cancelled(Entry entry) -> new Outcome.Repeated(entry);
      case ChitState.Certified _, ChitState.Expired _ -> refused(Rejection.EXPIRED);
      case ChitState.Settled _ -> refused(Rejection.SETTLED);
      case ChitState.Revoked _ -> refused(Rejection.REVOKED);
      case ChitState.Unknown _, ChitState.Taken _ -> refused(Rejection.NOT_CERTIFIED);
    };
  }

  static Outcome expire(Command.Expire expire, Working working) {
    return switch (ChitState.of(working.used(expire.chit()), working::closing)) {
      case ChitState.Certified certified when certified.isOver(working.nowSeconds()) ->
          done(Payment.release(certified, new Cause.Expired(), working));
      case ChitState.Expired(Entry entry) -> new Outcome.Repeated(entry);
      case ChitState.Certified _ -> refused(Rejection.CERTIFIED);
      case ChitState.Settled _ -> refused(Rejection.SETTLED);
      case ChitState.Cancelled _ -> refused(Rejection.CANCELLED);
      case ChitState.Revoked _ -> refused(Rejection.REVOKED);
      case ChitState.Unknown _, ChitState.Taken _ -> refused(Rejection.NOT_CERTIFIED);
    };
  }

  static Outcome revoke(Command.Revoke revoke, Working working) {
    VerifiedChit chit = revoke.revocation().chit();
    Entry first = working.used(chit.id());
    Rejection foreign = foreign(chit.order(), first, working);
    if (foreign != null) {
      return refused(foreign);
    }
    return switch (ChitState.of(first, working::closing)) {
      case ChitState.Unknown _ -> {
        Account payer = working.account(chit.order().payer());
        if (payer == null) {
          yield refused(Rejection.UNKNOWN_PAYER);
        }
        yield payer.isClosed()
            ? refused(Rejection.ACCOUNT_CLOSED)
            : done(Payment.revoke(revoke.revocation(), payer, working));
      }
      case ChitState.Revoked(Entry entry) -> new Outcome.Repeated(entry);
      case ChitState.Certified certified ->
          refused(certified.isOver(working.nowSeconds()) ? Rejection.EXPIRED : Rejection.CERTIFIED);
      case ChitState.Settled _ -> refused(Rejection.SETTLED);
      case ChitState.Cancelled _ -> refused(Rejection.CANCELLED);
      case ChitState.Expired _ -> refused(Rejection.EXPIRED);
      case ChitState.Taken _ -> refused(Rejection.DUPLICATE_ID);
    };
  }

  // ── the same in every state ──

  /// Why this ledger cannot have the order under its id. It is one order whoever presents it, and
  /// however often its payer signed it.
  private static @Nullable Rejection foreign(Order order, @Nullable Entry first, Working working) {
    Rejection elsewhere = elsewhere(order, working.terms());
    if (elsewhere != null) {
      return elsewhere;
    }
    return first == null || first.order().filter(order::equals).isPresent()
        ? null
        : Rejection.DUPLICATE_ID;
  }

  /// Why the order is for another ledger.
  static @Nullable Rejection elsewhere(Order order, LedgerTerms terms) {
    if (!order.ledger().equals(terms.ledger())) {
      return Rejection.WRONG_LEDGER;
    }
    return order.unitCode().equals(terms.unit().code()) ? null : Rejection.WRONG_UNIT;
  }

  private static boolean isPayee(AccountId signer, Entry first) {
    return first.order().filter(order -> order.payee().equals(signer)).isPresent();
  }

  private static Outcome done(Entry entry) {
    return new Outcome.Done(entry);
  }

  private static Outcome refused(Rejection rejection) {
    return new Outcome.Refused(rejection);
  }
}
