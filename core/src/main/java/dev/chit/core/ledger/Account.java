package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import org.jspecify.annotations.Nullable;

/// The state of one account after some event.
///
/// @param id hash of the identity key that it was opened with
/// @param openedIndex log index of its `opened` event, which identifies it as well as its id does
/// @param openedAtMillis time of that event, since the epoch
/// @param custodial opened by the server for somebody without a key of their own
/// @param operator the one account that may be below zero
/// @param frozen can neither pay nor be paid
/// @param auditor may export the log
/// @param balanceMinor minor units, what is held included
/// @param heldMinor minor units set aside for certified chits; never more than the balance
/// @param lastIndex log index of the newest event that concerns it
/// @param closed when it ended, or null while it lasts
public record Account(
    AccountId id,
    AccountName name,
    long openedIndex,
    long openedAtMillis,
    boolean custodial,
    boolean operator,
    boolean frozen,
    boolean auditor,
    long balanceMinor,
    long heldMinor,
    long lastIndex,
    Limits limits,
    Spending spending,
    @Nullable Closed closed) {

  /// The end of an account.
  ///
  /// @param index log index of its `account-closed` event
  /// @param atMillis time of that event, since the epoch
  public record Closed(long index, long atMillis) {}

  public Account {
    if (heldMinor < 0 || (!operator && heldMinor > balanceMinor)) {
      throw new IllegalArgumentException(
          "account "
              + id
              + " holds "
              + heldMinor
              + " of "
              + balanceMinor
              + " (expected: 0 to the balance)");
    }
  }

  static Account opened(
      AccountId id,
      AccountName name,
      long index,
      long timeMillis,
      boolean custodial,
      boolean operator) {
    return new Account(
        id,
        name,
        index,
        timeMillis,
        custodial,
        operator,
        false,
        false,
        0,
        0,
        index,
        Limits.UNLIMITED,
        Spending.NONE,
        null);
  }

  public boolean isClosed() {
    return closed != null;
  }

  /// What can be paid now, in minor units.
  public long availableMinor() {
    return balanceMinor - heldMinor;
  }

  Account debited(long newBalanceMinor, long index, Spending newSpending) {
    return with(frozen, auditor, newBalanceMinor, heldMinor, index, limits, newSpending, closed);
  }

  Account credited(long newBalanceMinor, long index) {
    return with(frozen, auditor, newBalanceMinor, heldMinor, index, limits, spending, closed);
  }

  /// With a sum set aside.
  Account holding(long minor, long index, Spending newSpending) {
    long newHeldMinor = Math.addExact(heldMinor, minor);
    return with(frozen, auditor, balanceMinor, newHeldMinor, index, limits, newSpending, closed);
  }

  /// With a sum no longer set aside.
  Account released(long minor) {
    long newHeldMinor = Math.subtractExact(heldMinor, minor);
    return with(frozen, auditor, balanceMinor, newHeldMinor, lastIndex, limits, spending, closed);
  }

  Account concernedBy(long index) {
    return with(frozen, auditor, balanceMinor, heldMinor, index, limits, spending, closed);
  }

  Account withFrozen(boolean nowFrozen) {
    return with(nowFrozen, auditor, balanceMinor, heldMinor, lastIndex, limits, spending, closed);
  }

  Account withAuditor(boolean nowAuditor) {
    return with(frozen, nowAuditor, balanceMinor, heldMinor, lastIndex, limits, spending, closed);
  }

  Account withLimits(Limits newLimits) {
    return with(frozen, auditor, balanceMinor, heldMinor, lastIndex, newLimits, spending, closed);
  }

  Account closedBy(long index, long timeMillis) {
    var now = new Closed(index, timeMillis);
    return with(frozen, auditor, balanceMinor, heldMinor, index, limits, spending, now);
  }

  private Account with(
      boolean nowFrozen,
      boolean nowAuditor,
      long newBalanceMinor,
      long newHeldMinor,
      long index,
      Limits newLimits,
      Spending newSpending,
      @Nullable Closed nowClosed) {
    return new Account(
        id,
        name,
        openedIndex,
        openedAtMillis,
        custodial,
        operator,
        nowFrozen,
        nowAuditor,
        newBalanceMinor,
        newHeldMinor,
        index,
        newLimits,
        newSpending,
        nowClosed);
  }
}
