package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
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

  private static final class Account {
    private final boolean operator;
    private long balanceMinor;
    private boolean frozen;

    Account(boolean operator) {
      this.operator = operator;
    }
  }

  private final Terms terms;
  private final Findings findings;
  private final Map<AccountId, Account> accounts = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<InviteHash> openInvites = new HashSet<>();
  private final Set<InviteHash> allInvites = new HashSet<>();
  private final IdSet ids = new IdSet();
  private long issuedMinor;
  private long retiredMinor;

  Books(Terms terms, Findings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  long accounts() {
    return accounts.size();
  }

  /// What members have, as the sum of all that was issued less all that was retired.
  long circulationMinor() {
    return issuedMinor - retiredMinor;
  }

  /// The balance, or null if there is no such account.
  @Nullable Long balanceMinor(AccountId id) {
    Account account = accounts.get(id);
    return account == null ? null : account.balanceMinor;
  }

  /// What all members have, added up.
  long membersMinor() {
    long sum = 0;
    for (Account account : accounts.values()) {
      sum += account.operator ? 0 : account.balanceMinor;
    }
    return sum;
  }

  void apply(long index, Event event) {
    if (index == OPERATOR_INDEX && !(event instanceof Event.Opened)) {
      findings.add(Fault.WRONG_KIND, index, "The operator's account is not opened here.");
    }
    switch (event) {
      case Event.Created _ -> created(index);
      case Event.Opened opened -> opened(index, opened);
      case Event.Settled settled -> moved(index, event, settled.chit().order());
      case Event.Issued issued -> moved(index, event, issued.chit().order());
      case Event.Retired retired -> moved(index, event, retired.chit().order());
      case Event.Administered administered -> administered(index, administered.act().act());
      case Event.Certified _, Event.Released _, Event.Revoked _ ->
          findings.add(Fault.WRONG_KIND, index, "Nothing is certified or revoked yet.");
    }
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
    if (!names.add(opened.name().folded())) {
      findings.add(Fault.NAME_TAKEN, index, "Another account has this name.");
    }
    if (!opened.invite().equals(InviteHash.NONE) && !openInvites.remove(opened.invite())) {
      findings.add(Fault.BAD_INVITE, index, "This invitation was not made, or was used before.");
    }
    if (accounts.putIfAbsent(opened.account(), new Account(isOperator)) != null) {
      findings.add(Fault.KEY_TAKEN, index, "This key has an account already.");
    }
  }

  private void administered(long index, OperatorAct act) {
    useUp(index, act.id().high(), act.id().low());
    switch (act.deed()) {
      case Deed.Freeze(AccountId account) -> setFrozen(index, account, true);
      case Deed.Thaw(AccountId account) -> setFrozen(index, account, false);
      case Deed.Invite(InviteHash invite) -> {
        if (!allInvites.add(invite)) {
          findings.add(Fault.BAD_INVITE, index, "This invitation was made before.");
        }
        openInvites.add(invite);
      }
      case Deed.SetLimits limits -> checkMember(index, limits.account());
      case Deed.AppointAuditor(AccountId account) -> checkMember(index, account);
      case Deed.DismissAuditor(AccountId account) -> checkMember(index, account);
    }
  }

  private void setFrozen(long index, AccountId id, boolean frozen) {
    Account account = checkMember(index, id);
    if (account != null) {
      account.frozen = frozen;
    }
  }

  /// The member that an act is about.
  private @Nullable Account checkMember(long index, AccountId id) {
    Account account = accounts.get(id);
    if (account == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The act is about an account that is not there.");
      return null;
    }
    if (account.operator) {
      findings.add(Fault.BAD_ACT, index, "The operator's own account is not one for acts.");
      return null;
    }
    return account;
  }

  private void moved(long index, Event event, Order order) {
    ChitId id = order.id();
    useUp(index, id.high(), id.low());
    checkKind(index, event, order);
    checkTime(index, event, order);
    if (order.payer().equals(order.payee())) {
      findings.add(Fault.SAME_ACCOUNT, index, "Payer and payee are one account.");
    }
    Account payer = accounts.get(order.payer());
    Account payee = accounts.get(order.payee());
    if (payer == null || payee == null) {
      findings.add(Fault.UNKNOWN_ACCOUNT, index, "The payer or the payee has no account.");
      return;
    }
    if (payer.frozen || payee.frozen) {
      findings.add(Fault.FROZEN, index, "The payer or the payee is frozen.");
    }
    move(index, order.amount().minor(), payer, payee);
  }

  private void move(long index, long minor, Account payer, Account payee) {
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
    if (payer.balanceMinor < 0 && !payer.operator) {
      findings.add(Fault.OVERDRAFT, index, "The payer has less than this amount.");
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
          case Event.Certified _, Event.Released _, Event.Revoked _ -> false;
        };
    if (!isRight) {
      findings.add(
          Fault.WRONG_KIND,
          index,
          "Only the operator issues, and only to the operator is retired.");
    }
  }

  private void checkTime(long index, Event event, Order order) {
    long last = order.notAfterSeconds();
    if (last != 0 && Math.floorDiv(event.timeMillis(), 1000L) > last) {
      findings.add(Fault.EXPIRED, index, "The chit was past its last valid time.");
    }
  }

  private void useUp(long index, long high, long low) {
    if (!ids.add(high, low)) {
      findings.add(Fault.REPEATED_ID, index, "A chit or act with this id was there before.");
    }
  }
}
