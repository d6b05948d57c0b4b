package dev.chit.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.AccountId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.chit.VerifiedRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the transitions of [ChitLife] ask of the accounts, and do to them: one debit, one credit,
/// or a sum set aside and given back.
final class Payment {
  private Payment() {}

  // ── may it be? ──

  /// Whether an operator's chit to an account that is about to be opened can be settled.
  static @Nullable Rejection judgeGrant(Command.Settle grant, Account newAccount, Working working) {
    Order order = grant.chit().order();
    Rejection elsewhere = ChitLife.elsewhere(order, working.terms());
    if (elsewhere != null) {
      return elsewhere;
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

  /// Whether a chit that was never presented can be settled.
  static @Nullable Rejection judge(
      Command.Settle settle, @Nullable Account payee, Working working) {
    Order order = settle.chit().order();
    Account payer = working.account(order.payer());
    Rejection unfit = judgeParties(order, payer, payee, working);
    if (unfit != null) {
      return unfit;
    }
    if (!isReasonRight(settle, known(order.payer(), working))) {
      return Rejection.BAD_CHIT;
    }
    Rejection noRefund = Refund.judge(order, working);
    return noRefund == null
        ? judgeSum(order, Objects.requireNonNull(payer), Objects.requireNonNull(payee), working)
        : noRefund;
  }

  /// Whether a chit that was never presented can be certified: all that settling it takes, but
  /// neither the operator's nor a refund.
  static @Nullable Rejection judgeHolding(VerifiedChit chit, Working working) {
    Order order = chit.order();
    Account payer = working.account(order.payer());
    Account payee = working.account(order.payee());
    Rejection unfit = judgeParties(order, payer, payee, working);
    if (unfit != null) {
      return unfit;
    }
    if (Objects.requireNonNull(payer).operator() || Refund.isOne(order, working)) {
      return Rejection.BAD_CHIT;
    }
    return judgeSum(order, payer, Objects.requireNonNull(payee), working);
  }

  /// Whether a certified chit can be settled. Its payer has no more say in it, and its sum is
  /// there.
  static @Nullable Rejection judgeHeld(
      Command.Settle settle, ChitState.Certified certified, Working working) {
    Order order = settle.chit().order();
    Account payee = known(order.payee(), working);
    if (certified.isOver(working.nowSeconds())) {
      return Rejection.EXPIRED;
    }
    if (payee.isClosed()) {
      return Rejection.ACCOUNT_CLOSED;
    }
    if (payee.frozen()) {
      return Rejection.FROZEN;
    }
    if (settle.reason().isPresent()) {
      return Rejection.BAD_CHIT;
    }
    return overflows(payee, order.amount().minor()) ? Rejection.OVERFLOW : null;
  }

  private static @Nullable Rejection judgeParties(
      Order order, @Nullable Account payer, @Nullable Account payee, Working working) {
    if (order.payer().equals(order.payee())) {
      return Rejection.SAME_ACCOUNT;
    }
    if (payer == null) {
      return Rejection.UNKNOWN_PAYER;
    }
    if (payee == null) {
      return Rejection.UNKNOWN_PAYEE;
    }
    if (payer.isClosed() || payee.isClosed()) {
      return Rejection.ACCOUNT_CLOSED;
    }
    if (payer.frozen() || payee.frozen()) {
      return Rejection.FROZEN;
    }
    long last = order.notAfterSeconds();
    return last != 0 && working.nowSeconds() > last ? Rejection.EXPIRED : null;
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
      Order order, Account payer, Account payee, Working working) {
    long minor = order.amount().minor();
    if (payer.operator()) {
      if (payer.balanceMinor() < Long.MIN_VALUE + minor) {
        return Rejection.OVERFLOW;
      }
    } else {
      if (minor > payer.limits().perPaymentMinor()
          || spent(payer, minor, working).minor() > payer.limits().perDayMinor()) {
        return Rejection.LIMIT_EXCEEDED;
      }
      if (minor > payer.availableMinor()) {
        return Rejection.INSUFFICIENT_FUNDS;
      }
    }
    return overflows(payee, minor) ? Rejection.OVERFLOW : null;
  }

  private static boolean overflows(Account payee, long minor) {
    return payee.balanceMinor() > Long.MAX_VALUE - minor;
  }

  /// What will have been paid today; at most [Limits#NONE], so that no limit is ever exceeded by
  /// overflow.
  private static Spending spent(Account payer, long minor, Working working) {
    long day = working.today();
    long before = payer.spending().on(day);
    return new Spending(day, before > Long.MAX_VALUE - minor ? Long.MAX_VALUE : before + minor);
  }

  // ── what was judged is done ──

  static Entry move(Command.Settle settle, Working working) {
    Order order = settle.chit().order();
    long minor = order.amount().minor();
    Account payer = known(order.payer(), working);
    Account payee = known(order.payee(), working);
    Refund.note(order, working);
    Account debited = debit(payer, minor, spent(payer, minor, working), working);
    Account credited = credit(payee, minor, working);
    return working.append(
        order.id(),
        payer.operator()
            ? new Event.Issued(
                working.salt(),
                working.nowMillis(),
                settle.chit().parsed(),
                settle.reason().orElseThrow())
            : settled(settle.chit().parsed(), payee, working),
        Working.side(payer, debited),
        Working.side(payee, credited));
  }

  static Entry moveHeld(ChitState.Certified certified, Working working) {
    ParsedChit chit = ((Event.Certified) certified.entry().event()).chit();
    Order order = chit.order();
    long minor = order.amount().minor();
    Account payer = known(order.payer(), working);
    Account payee = known(order.payee(), working);
    // What it spends was counted when it was certified.
    Account debited = debit(payer.released(minor), minor, payer.spending(), working);
    Account credited = credit(payee, minor, working);
    return working.appendClosing(
        certified,
        settled(chit, payee, working),
        Working.side(payer, debited),
        Working.side(payee, credited));
  }

  static Entry hold(VerifiedChit chit, Working working) {
    Order order = chit.order();
    long minor = order.amount().minor();
    Account payer = known(order.payer(), working);
    Account payee = known(order.payee(), working);
    long index = working.nextIndex();
    Account holding = payer.holding(minor, index, spent(payer, minor, working));
    Account concerned = payee.concernedBy(index);
    working.put(holding);
    working.put(concerned);
    return working.appendCertified(
        order.id(),
        new Event.Certified(
            working.salt(), working.nowMillis(), chit.parsed(), until(order, working)),
        Working.side(payer, holding),
        Working.side(payee, concerned));
  }

  private static long until(Order order, Working working) {
    long now = working.nowSeconds();
    long life = working.terms().chitLifeSecondsMax();
    long latest = now > Long.MAX_VALUE - life ? Long.MAX_VALUE : now + life;
    return order.notAfterSeconds() == 0 ? latest : Math.min(latest, order.notAfterSeconds());
  }

  static Entry release(ChitState.Certified certified, Event.Released.Cause cause, Working working) {
    Entry entry = certified.entry();
    Order order = entry.order().orElseThrow();
    Account payer = known(order.payer(), working);
    Account payee = known(order.payee(), working);
    long index = working.nextIndex();
    Account released = payer.released(order.amount().minor()).concernedBy(index);
    Account concerned = payee.concernedBy(index);
    working.put(released);
    working.put(concerned);
    return working.appendClosing(
        certified,
        new Event.Released(working.salt(), working.nowMillis(), entry.index(), cause),
        Working.side(payer, released),
        Working.side(payee, concerned));
  }

  /// @param payer the chit's; its payee need not have an account
  static Entry revoke(VerifiedRevocation revocation, Account payer, Working working) {
    Order order = revocation.chit().order();
    Account payee = order.payee().equals(payer.id()) ? null : working.account(order.payee());
    return working.append(
        order.id(),
        new Event.Revoked(
            working.salt(),
            working.nowMillis(),
            revocation.chit().parsed(),
            revocation.signature()),
        concern(payer, working),
        payee == null ? null : concern(payee, working));
  }

  private static Entry.Side concern(Account account, Working working) {
    Account concerned = account.concernedBy(working.nextIndex());
    working.put(concerned);
    return Working.side(account, concerned);
  }

  private static Account debit(Account payer, long minor, Spending spending, Working working) {
    long after = Math.subtractExact(payer.balanceMinor(), minor);
    Account debited = payer.debited(after, working.nextIndex(), spending);
    working.put(debited);
    return debited;
  }

  private static Account credit(Account payee, long minor, Working working) {
    long after = Math.addExact(payee.balanceMinor(), minor);
    Account credited = payee.credited(after, working.nextIndex());
    working.put(credited);
    return credited;
  }

  private static Event settled(ParsedChit chit, Account payee, Working working) {
    Salt salt = working.salt();
    long now = working.nowMillis();
    return payee.operator()
        ? new Event.Retired(salt, now, chit)
        : new Event.Settled(salt, now, chit);
  }

  private static Account known(AccountId id, Working working) {
    return Objects.requireNonNull(working.account(id));
  }
}
