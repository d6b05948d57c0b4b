package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One account for a key, one key for a name.
final class OpenRule {
  private OpenRule() {}

  static void needs(Command.Open open, Needs needs) {
    needs.account(AccountId.ofKey(open.device().identity()));
    needs.name(open.name());
    if (isInvited(open)) {
      needs.invite(open.invite());
    }
    open.grant().ifPresent(grant -> ChitLife.needs(grant, needs));
  }

  static Outcome apply(Command.Open open, Working working) {
    AccountId id = AccountId.ofKey(open.device().identity());
    Account existing = working.account(id);
    if (existing != null && existing.isClosed()) {
      return new Outcome.Refused(Rejection.ACCOUNT_CLOSED);
    }
    if (existing != null) {
      return again(open, existing, working);
    }
    if (!CloseRule.isFree(open.name(), working)) {
      return new Outcome.Refused(Rejection.NAME_TAKEN);
    }
    Invite invite = isInvited(open) ? working.invite(open.invite()) : null;
    boolean isGood = invite != null && !invite.isUsed();
    if (!isGood && (working.invitationOnly() || isInvited(open))) {
      return new Outcome.Refused(Rejection.BAD_INVITE);
    }
    Account account =
        Account.opened(
            id, open.name(), working.nextIndex(), working.nowMillis(), open.custodial(), false);
    Command.Settle grant = open.grant().orElse(null);
    if (grant == null) {
      return new Outcome.Done(write(open, account, invite, working));
    }
    // Judged before anything is written, so that both happen or neither.
    Rejection refused = Payment.judgeGrant(grant, account, working);
    if (refused != null) {
      return new Outcome.Refused(refused);
    }
    Entry opened = write(open, account, invite, working);
    return new Outcome.Done(List.of(opened, Payment.move(grant, working)));
  }

  /// A client that lost the reply asks again and is told the same.
  private static Outcome again(Command.Open open, Account existing, Working working) {
    return existing.name().folded().equals(open.name().folded())
        ? new Outcome.Repeated(working.opening(existing))
        : new Outcome.Refused(Rejection.KEY_TAKEN);
  }

  private static boolean isInvited(Command.Open open) {
    return !open.invite().equals(InviteHash.NONE);
  }

  private static Entry write(
      Command.Open open, Account account, @Nullable Invite invite, Working working) {
    if (invite != null) {
      working.put(invite.usedBy(account.openedIndex()));
    }
    return write(account, open.device(), open.invite(), working);
  }

  /// Writes the opening of an account at the next index.
  static Entry write(Account account, StatementBytes device, InviteHash invite, Working working) {
    working.putNew(account);
    return working.append(
        new Event.Opened(
            working.salt(),
            working.nowMillis(),
            account.name(),
            account.custodial(),
            account.operator(),
            invite,
            device),
        null,
        new Entry.Side(account.id(), account.openedIndex(), 0, 0, Entry.NO_INDEX));
  }
}
