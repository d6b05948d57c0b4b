package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.Event;
import dev.chit.core.event.Event.AccountClosed;
import java.util.Objects;

/// The end of an account: with nothing in it, for ever, and with its name at rest.
final class CloseRule {
  private CloseRule() {}

  static void needs(Command.Close close, Needs needs) {
    needs.account(close.closing().closing().account());
  }

  static Outcome apply(Command.Close close, Working working) {
    AccountClosing closing = close.closing().closing();
    if (!closing.ledger().equals(working.terms().ledger())) {
      return refused(Rejection.WRONG_LEDGER);
    }
    Account account = working.account(closing.account());
    if (account == null) {
      return refused(Rejection.UNKNOWN_ACCOUNT);
    }
    Account.Closed before = account.closed();
    if (before != null) {
      return new Outcome.Repeated(working.entry(before.index()));
    }
    if (account.operator()) {
      return refused(Rejection.OPERATOR_ACCOUNT);
    }
    if (account.frozen()) {
      // Whoever has stolen the key must not be able to take name and account for good.
      return refused(Rejection.FROZEN);
    }
    if (account.balanceMinor() != 0 || account.heldMinor() != 0) {
      return refused(Rejection.NOT_EMPTY);
    }
    Account closed = account.closedBy(working.nextIndex(), working.nowMillis());
    working.put(closed);
    var event =
        new Event.AccountClosed(
            working.salt(), working.nowMillis(), closing.identity(), close.closing().signature());
    return new Outcome.Done(working.append(event, null, Working.side(account, closed)));
  }

  /// Whether an account may be opened under a name.
  static boolean isFree(AccountName name, Working working) {
    AccountId holder = working.named(name);
    if (holder == null) {
      return true;
    }
    Account.Closed closed = Objects.requireNonNull(working.account(holder)).closed();
    return closed != null
        && working.nowMillis() - closed.atMillis() >= AccountClosed.NAME_REST_MILLIS;
  }

  private static Outcome refused(Rejection rejection) {
    return new Outcome.Refused(rejection);
  }
}
