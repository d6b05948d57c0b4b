package dev.chit.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.AccountId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One debit, one credit, once.
final class SettleRule {
  private SettleRule() {}

  static void needs(Command.Settle settle, Needs needs) {
    Order order = settle.chit().order();
    needs.account(order.payer());
    needs.account(order.payee());
    needs.id(order.id());
  }

  static Outcome apply(Command.Settle settle, Working working) {
    Order order = settle.chit().order();
    Rejection foreign = foreign(order, working.terms());
    if (foreign != null) {
      return new Outcome.Refused(foreign);
    }
    Entry first = working.used(order.id());
    if (first != null) {
      return again(order, first);
    }
    Rejection refused = judge(settle, working.account(order.payee()), working);
    return refused == null ? new Outcome.Done(move(settle, working)) : new Outcome.Refused(refused);
  }

  /// Whether an operator's chit to an account that is about to be opened can be settled.
  static @Nullable Rejection judgeGrant(Command.Settle grant, Account newAccount, Working working) {
    Order order = grant.chit().order();
    Rejection foreign = foreign(order, working.terms());
    if (foreign != null) {
      return foreign;
    }
    if (working.used(order.id()) != null) {
      return Rejection.DUPLICATE_ID;
    }
    if (!order.payer().equals(working.terms().operator())) {
      return Rejection.NOT_OPERATOR;
    }
    if (!order.payee().equals(newAccount.id())) {
      return Rejection.UNKNOWN_PAYEE;
    }
    return judge(grant, newAccount, working);
  }

  /// Whoever presents it, and however often its payer signed the same order.
  private static Outcome again(Order order, Entry first) {
    Order settled = first.order().orElse(null);
    return order.equals(settled)
        ? new Outcome.Repeated(first)
        : new Outcome.Refused(Rejection.DUPLICATE_ID);
  }

  private static @Nullable Rejection foreign(Order order, LedgerTerms terms) {
    if (!order.ledger().equals(terms.ledger())) {
      return Rejection.WRONG_LEDGER;
    }
    return order.unitCode().equals(terms.unit().code()) ? null : Rejection.WRONG_UNIT;
  }

  private static @Nullable Rejection judge(
      Command.Settle settle, @Nullable Account payee, Working working) {
    Order order = settle.chit().order();
    if (order.payer().equals(order.payee())) {
      return Rejection.SAME_ACCOUNT;
    }
    Account payer = working.account(order.payer());
    if (payer == null) {
      return Rejection.UNKNOWN_PAYER;
    }
    if (payee == null) {
      return Rejection.UNKNOWN_PAYEE;
    }
    if (payer.frozen() || payee.frozen()) {
      return Rejection.FROZEN;
    }
    if (order.notAfterSeconds() != 0 && working.nowSeconds() > order.notAfterSeconds()) {
      return Rejection.EXPIRED;
    }
    if (!isReasonRight(settle, payer)) {
      return Rejection.BAD_CHIT;
    }
    return judgeSum(order.amount().minor(), payer, payee, working.today());
  }

  /// The operator says in public what it issues units for; nobody else does.
  private static boolean isReasonRight(Command.Settle settle, Account payer) {
    return settle
        .reason()
        .map(reason -> payer.operator() && isReasonOf(reason, settle.chit().order()))
        .orElse(!payer.operator());
  }

  private static boolean isReasonOf(MemoOpening reason, Order order) {
    return reason.commitment().equals(order.memo())
        && reason.memo().getBytes(UTF_8).length <= OperatorAct.REASON_BYTES_MAX;
  }

  private static @Nullable Rejection judgeSum(
      long minor, Account payer, Account payee, long today) {
    if (payer.operator()) {
      if (payer.balanceMinor() < Long.MIN_VALUE + minor) {
        return Rejection.OVERFLOW;
      }
    } else {
      if (minor > payer.limits().perPaymentMinor()
          || spentOn(today, payer, minor) > payer.limits().perDayMinor()) {
        return Rejection.LIMIT_EXCEEDED;
      }
      if (minor > payer.availableMinor()) {
        return Rejection.INSUFFICIENT_FUNDS;
      }
    }
    return payee.balanceMinor() > Long.MAX_VALUE - minor ? Rejection.OVERFLOW : null;
  }

  /// What will have been paid that day; at most [Limits#NONE], so that no limit is ever exceeded by
  /// overflow.
  private static long spentOn(long day, Account payer, long minor) {
    long before = payer.spending().on(day);
    return before > Long.MAX_VALUE - minor ? Long.MAX_VALUE : before + minor;
  }

  /// Moves what was judged to be movable.
  static Entry move(Command.Settle settle, Working working) {
    VerifiedChit chit = settle.chit();
    Order order = chit.order();
    long minor = order.amount().minor();
    long index = working.nextIndex();
    Account payer = known(order.payer(), working);
    Account payee = known(order.payee(), working);
    var spending = new Spending(working.today(), spentOn(working.today(), payer, minor));
    Account debited =
        payer.debited(Math.subtractExact(payer.balanceMinor(), minor), index, spending);
    Account credited = payee.credited(Math.addExact(payee.balanceMinor(), minor), index);
    working.put(debited);
    working.put(credited);
    return working.append(
        order.id(),
        event(settle, payer, payee, working),
        Working.side(payer, debited),
        Working.side(payee, credited));
  }

  private static Event event(Command.Settle settle, Account payer, Account payee, Working working) {
    Salt salt = working.salt();
    long now = working.nowMillis();
    ParsedChit chit = settle.chit().parsed();
    if (payer.operator()) {
      return new Event.Issued(salt, now, chit, settle.reason().orElseThrow());
    }
    return payee.operator()
        ? new Event.Retired(salt, now, chit)
        : new Event.Settled(salt, now, chit);
  }

  private static Account known(AccountId id, Working working) {
    return Objects.requireNonNull(working.account(id));
  }
}
