package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Custodial accounts that members take over. Only then may an account be opened under a name that
/// another one has: the next event but one, at the latest, has to say that this one ends.
final class BookClaims {
  /// The payment of what was in the account stands between.
  private static final int EVENTS_BETWEEN_MAX = 1;

  private final Findings findings;
  private final Map<AccountId, BookAccount> accounts;
  private @Nullable Opened pending;

  private record Opened(long index, AccountId account, String folded) {}

  BookClaims(Findings findings, Map<AccountId, BookAccount> accounts) {
    this.findings = findings;
    this.accounts = accounts;
  }

  /// An account was opened under a name that another one has.
  void opened(long index, Event.Opened opened) {
    end();
    pending = new Opened(index, opened.account(), opened.name().folded());
  }

  /// The next event comes.
  void at(long index) {
    Opened opened = pending;
    if (opened != null && index > opened.index() + EVENTS_BETWEEN_MAX + 1) {
      end();
    }
  }

  void end() {
    Opened opened = pending;
    pending = null;
    if (opened != null) {
      findings.add(Fault.NAME_TAKEN, opened.index(), "Another account has this name.");
    }
  }

  void claimed(long index, Event.Claimed claimed) {
    BookAccount old = accounts.get(claimed.account());
    if (old == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The claim of an account that is not there.");
      return;
    }
    if (old.closed) {
      findings.add(Fault.ACCOUNT_CLOSED, index, "The account had ended before.");
    }
    if (!old.custodial || old.frozen) {
      findings.add(
          Fault.BAD_CLAIM, index, "Only custodial accounts that are not frozen are claimed.");
    }
    if (old.balanceMinor != 0 || old.heldMinor != 0) {
      findings.add(Fault.BAD_CLAIM, index, "There was something in the account that ended.");
    }
    old.closed = true;
    Opened opened = pending;
    if (opened != null
        && opened.account().equals(claimed.successor())
        && opened.folded().equals(old.folded)) {
      pending = null;
    } else {
      findings.add(
          Fault.BAD_CLAIM, index, "No account was opened in the place of the one that ended.");
    }
  }
}
