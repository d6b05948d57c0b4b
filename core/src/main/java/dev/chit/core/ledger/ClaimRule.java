package dev.chit.core.ledger;

import dev.chit.core.chit.Order;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A member takes over an account whose key somebody else kept. In one go an account of the
/// member's own is opened under the same name, what is in the old one is paid to it, and the old
/// one ends. Nothing else can come in between, and nothing happens if any of it cannot.
final class ClaimRule {
  private ClaimRule() {}

  static void needs(Command.Claim command, Needs needs) {
    AccountClaim claim = command.claim().claim();
    needs.account(claim.account());
    needs.account(claim.successor());
    needs.name(command.name());
    command.payment().ifPresent(payment -> ChitLife.needs(payment, needs));
  }

  static Outcome apply(Command.Claim command, Working working) {
    AccountClaim claim = command.claim().claim();
    if (!claim.ledger().equals(working.terms().ledger())) {
      return refused(Rejection.WRONG_LEDGER);
    }
    Account existing = working.account(claim.successor());
    Account old = working.account(claim.account());
    if (existing != null) {
      return again(command, existing, old, working);
    }
    Rejection unfit = judge(command, old, working);
    if (unfit != null) {
      return refused(unfit);
    }
    Account before = Objects.requireNonNull(old);
    Account own =
        Account.opened(
            claim.successor(),
            before.name(),
            working.nextIndex(),
            working.nowMillis(),
            false,
            false);
    Command.Settle payment = command.payment().orElse(null);
    Rejection unpaid = judge(payment, before, own, working);
    if (unpaid != null) {
      return refused(unpaid);
    }
    var entries = new ArrayList<Entry>();
    entries.add(OpenRule.write(own, command.device(), InviteHash.NONE, working));
    if (payment != null) {
      entries.add(Payment.move(payment, working));
    }
    entries.add(end(command.claim(), working));
    return new Outcome.Done(entries);
  }

  /// A client that lost the reply asks again and is told the same.
  private static Outcome again(
      Command.Claim command, Account existing, @Nullable Account old, Working working) {
    boolean isTheSame =
        old != null
            && old.isClosed()
            && existing.name().folded().equals(command.name().folded())
            && old.name().equals(existing.name());
    return isTheSame
        ? new Outcome.Repeated(working.opening(existing))
        : refused(Rejection.KEY_TAKEN);
  }

  private static @Nullable Rejection judge(
      Command.Claim command, @Nullable Account old, Working working) {
    if (old == null || !old.name().folded().equals(command.name().folded())) {
      return Rejection.UNKNOWN_ACCOUNT;
    }
    if (old.isClosed()) {
      return Rejection.ACCOUNT_CLOSED;
    }
    if (!old.custodial() || !old.id().equals(working.named(command.name()))) {
      return Rejection.NAME_TAKEN;
    }
    if (old.frozen()) {
      return Rejection.FROZEN;
    }
    return old.heldMinor() == 0 ? null : Rejection.NOT_EMPTY;
  }

  /// Whether all that is in the account is paid to its successor, and nothing else is.
  private static @Nullable Rejection judge(
      Command.@Nullable Settle payment, Account old, Account own, Working working) {
    if (payment == null) {
      return old.balanceMinor() == 0 ? null : Rejection.STALE;
    }
    Order order = payment.chit().order();
    if (!order.payer().equals(old.id())
        || !order.payee().equals(own.id())
        || order.amount().minor() != old.balanceMinor()) {
      return Rejection.STALE;
    }
    Rejection elsewhere = ChitLife.elsewhere(order, working.terms());
    if (elsewhere != null) {
      return elsewhere;
    }
    return working.used(order.id()) == null
        ? Payment.judge(payment, own, working)
        : Rejection.DUPLICATE_ID;
  }

  private static Entry end(AccountClaim.Verified verified, Working working) {
    AccountClaim claim = verified.claim();
    Account old = Objects.requireNonNull(working.account(claim.account()));
    Account own = Objects.requireNonNull(working.account(claim.successor()));
    long index = working.nextIndex();
    Account closed = old.closedBy(index, working.nowMillis());
    Account concerned = own.concernedBy(index);
    working.put(closed);
    working.put(concerned);
    return working.append(
        new Event.Claimed(
            working.salt(),
            working.nowMillis(),
            claim.custodial(),
            claim.own(),
            verified.byCustodian(),
            verified.byMember()),
        Working.side(old, closed),
        Working.side(own, concerned));
  }

  private static Outcome refused(Rejection rejection) {
    return new Outcome.Refused(rejection);
  }
}
