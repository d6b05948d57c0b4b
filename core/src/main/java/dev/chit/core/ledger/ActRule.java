package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.event.SignedAct;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// What the operator may do to accounts and invitations. Each act happens once.
final class ActRule {
  private ActRule() {}

  static void needs(Command.Act command, Needs needs) {
    OperatorAct act = command.act().act();
    needs.id(Entry.idOf(act.id()));
    switch (act.deed()) {
      case Deed.Freeze(AccountId account) -> needs.account(account);
      case Deed.Thaw(AccountId account) -> needs.account(account);
      case Deed.Invite(var hash) -> needs.invite(hash);
      case Deed.SetLimits limits -> needs.account(limits.account());
      case Deed.AppointAuditor(AccountId account) -> needs.account(account);
      case Deed.DismissAuditor(AccountId account) -> needs.account(account);
    }
  }

  static Outcome apply(Command.Act command, Working working) {
    SignedAct signed = command.act().signed();
    OperatorAct act = signed.act();
    if (!act.ledger().equals(working.terms().ledger())) {
      return new Outcome.Refused(Rejection.WRONG_LEDGER);
    }
    Entry first = working.used(Entry.idOf(act.id()));
    if (first != null) {
      return again(act, first);
    }
    return switch (act.deed()) {
      case Deed.Freeze(AccountId account) ->
          change(account, it -> it.withFrozen(true), signed, working);
      case Deed.Thaw(AccountId account) ->
          change(account, it -> it.withFrozen(false), signed, working);
      case Deed.SetLimits(AccountId account, long perPayment, long perDay) ->
          change(account, it -> it.withLimits(new Limits(perPayment, perDay)), signed, working);
      case Deed.AppointAuditor(AccountId account) ->
          change(account, it -> it.withAuditor(true), signed, working);
      case Deed.DismissAuditor(AccountId account) ->
          change(account, it -> it.withAuditor(false), signed, working);
      case Deed.Invite(var hash) -> {
        if (working.invite(hash) != null) {
          yield new Outcome.Refused(Rejection.BAD_INVITE);
        }
        working.put(new Invite(hash, working.nextIndex(), Entry.NO_INDEX));
        yield new Outcome.Done(write(signed, null, working));
      }
    };
  }

  private static Outcome again(OperatorAct act, Entry first) {
    return first.event() instanceof Event.Administered administered
            && administered.act().act().equals(act)
        ? new Outcome.Repeated(first)
        : new Outcome.Refused(Rejection.DUPLICATE_ID);
  }

  private static Outcome change(
      AccountId id, UnaryOperator<Account> change, SignedAct signed, Working working) {
    Account account = working.account(id);
    if (account == null) {
      return new Outcome.Refused(Rejection.UNKNOWN_ACCOUNT);
    }
    if (account.operator()) {
      return new Outcome.Refused(Rejection.BAD_ACT);
    }
    if (account.isClosed()) {
      return new Outcome.Refused(Rejection.ACCOUNT_CLOSED);
    }
    Account after = change.apply(account).concernedBy(working.nextIndex());
    working.put(after);
    return new Outcome.Done(write(signed, Working.side(account, after), working));
  }

  private static Entry write(
      SignedAct signed, Entry.@org.jspecify.annotations.Nullable Side to, Working working) {
    Account operator =
        Objects.requireNonNull(working.account(working.terms().operator()), "no operator");
    Account after = operator.concernedBy(working.nextIndex());
    working.put(after);
    return working.append(
        Entry.idOf(signed.act().id()),
        new Event.Administered(working.salt(), working.nowMillis(), signed),
        Working.side(operator, after),
        to);
  }
}
