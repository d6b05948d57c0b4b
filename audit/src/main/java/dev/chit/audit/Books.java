package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The accounts as the events make them, from nothing: a second bookkeeper, who applies every
/// event, right or wrong, and says what is wrong with it.
final class Books {
  private static final long OPERATOR_INDEX = 1;
  private static final String OPERATOR_NAME = "operator";

  private final Terms terms;
  private final Findings findings;
  private final Map<AccountId, BookAccount> accounts = new HashMap<>();
  private final ChitBooks chits;
  private final BookNames names = new BookNames();
  private final BookClaims claims;
  private final Set<InviteHash> openInvites = new HashSet<>();
  private final Set<InviteHash> allInvites = new HashSet<>();

  /// @param verifier for the few signatures that cannot be judged without the books
  Books(Terms terms, Findings findings, SignatureVerifier verifier) {
    this.terms = terms;
    this.findings = findings;
    chits = new ChitBooks(terms, findings, verifier, accounts);
    claims = new BookClaims(findings, accounts);
  }

  long accounts() {
    return accounts.size();
  }

  /// What members have, as the sum of all that was issued less all that was retired.
  long circulationMinor() {
    return chits.circulationMinor();
  }

  /// The balance, or null if there is no such account.
  @Nullable Long balanceMinor(AccountId id) {
    BookAccount account = accounts.get(id);
    return account == null ? null : account.balanceMinor;
  }

  /// What all members have, added up.
  long membersMinor() {
    long sum = 0;
    for (BookAccount account : accounts.values()) {
      sum += account.operator ? 0 : account.balanceMinor;
    }
    return sum;
  }

  void apply(long index, Event event) {
    if (index == OPERATOR_INDEX && !(event instanceof Event.Opened)) {
      findings.add(Fault.WRONG_KIND, index, "The operator's account is not opened here.");
    }
    claims.at(index);
    switch (event) {
      case Event.Created _ -> created(index);
      case Event.Opened opened -> opened(index, opened);
      case Event.Settled settled -> chits.moved(index, event, settled.chit().order());
      case Event.Issued issued -> chits.moved(index, event, issued.chit().order());
      case Event.Retired retired -> chits.moved(index, event, retired.chit().order());
      case Event.Administered administered -> administered(index, administered.act().act());
      case Event.Certified certified -> chits.certified(index, certified);
      case Event.Released released -> chits.released(index, released);
      case Event.Revoked revoked -> chits.revoked(index, revoked);
      case Event.DeviceAdded added -> deviceAdded(index, added);
      case Event.DeviceRevoked revoked -> deviceRevoked(index, revoked);
      case Event.AccountClosed closed -> closed(index, closed);
      case Event.Claimed claimed -> claims.claimed(index, claimed);
    }
  }

  /// There are no more events.
  void end() {
    claims.end();
  }

  private void created(long index) {
    if (index != 0) {
      findings.add(Fault.WRONG_KIND, index, "A ledger is created only once.");
    }
  }

  private void opened(long index, Event.Opened opened) {
    boolean isOperator = index == OPERATOR_INDEX;
    if (opened.operator() != isOperator
        || isOperator != opened.statement().identity().equals(terms.operatorKey())
        || isOperator != opened.name().folded().equals(OPERATOR_NAME)) {
      findings.add(Fault.WRONG_KIND, index, "The second event, and no other, opens the operator.");
    }
    if (!names.take(opened.name(), opened.timeMillis())) {
      claims.opened(index, opened);
    }
    if (!opened.invite().equals(InviteHash.NONE) && !openInvites.remove(opened.invite())) {
      findings.add(Fault.BAD_INVITE, index, "This invitation was not made, or was used before.");
    }
    var account =
        new BookAccount(
            accounts.size(),
            isOperator,
            opened.custodial(),
            opened.statement().identity(),
            opened.name().folded());
    account.devices.add(opened.statement().device());
    if (accounts.putIfAbsent(opened.account(), account) != null) {
      findings.add(Fault.KEY_TAKEN, index, "This key has an account already.");
    }
  }

  private void deviceAdded(long index, Event.DeviceAdded added) {
    BookAccount account = accounts.get(added.account());
    if (account == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "A device of an account that is not there.");
    } else if (account.closed) {
      closed(index);
    } else if (!account.devices.add(added.device())) {
      findings.add(Fault.BAD_DEVICE, index, "The account has or had a device of this number.");
    }
  }

  private void deviceRevoked(long index, Event.DeviceRevoked revoked) {
    BookAccount account = accounts.get(revoked.account());
    if (account == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "A device of an account that is not there.");
    } else if (account.closed) {
      closed(index);
    } else if (!account.devices.revoke(revoked.device())) {
      findings.add(Fault.BAD_DEVICE, index, "The account has no such device, or no other.");
    }
  }

  private void closed(long index, Event.AccountClosed closed) {
    BookAccount account = accounts.get(closed.account());
    if (account == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The end of an account that is not there.");
      return;
    }
    if (account.closed) {
      closed(index);
    }
    if (account.operator || account.frozen) {
      findings.add(Fault.BAD_CLOSING, index, "The operator's and frozen accounts stay.");
    }
    if (account.balanceMinor != 0 || account.heldMinor != 0) {
      findings.add(Fault.BAD_CLOSING, index, "There was something in the account that ended.");
    }
    account.closed = true;
    names.rest(account.folded, closed.timeMillis());
  }

  private void closed(long index) {
    findings.add(Fault.ACCOUNT_CLOSED, index, "The account had ended before.");
  }

  private void administered(long index, OperatorAct act) {
    chits.act(index, act.id().high(), act.id().low());
    switch (act.deed()) {
      case Deed.Freeze(AccountId account) -> setFrozen(index, account, true);
      case Deed.Thaw(AccountId account) -> setFrozen(index, account, false);
      case Deed.SetLimits limits -> setLimits(index, limits);
      case Deed.AppointAuditor(AccountId account) -> member(index, account);
      case Deed.DismissAuditor(AccountId account) -> member(index, account);
      case Deed.Invite(InviteHash invite) -> {
        if (!allInvites.add(invite)) {
          findings.add(Fault.BAD_INVITE, index, "This invitation was made before.");
        }
        openInvites.add(invite);
      }
    }
  }

  private void setFrozen(long index, AccountId id, boolean frozen) {
    BookAccount account = member(index, id);
    if (account != null) {
      account.frozen = frozen;
    }
  }

  private void setLimits(long index, Deed.SetLimits limits) {
    BookAccount account = member(index, limits.account());
    if (account != null) {
      account.perPaymentMinor = limits.perPaymentMinor();
      account.perDayMinor = limits.perDayMinor();
    }
  }

  /// The member that an act is about.
  private @Nullable BookAccount member(long index, AccountId id) {
    BookAccount account = accounts.get(id);
    if (account == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The act is about an account that is not there.");
      return null;
    }
    if (account.operator) {
      findings.add(Fault.BAD_ACT, index, "No act is about the operator's own account.");
      return null;
    }
    if (account.closed) {
      closed(index);
    }
    return account;
  }
}
