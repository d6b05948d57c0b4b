package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;

/// The state of one account after some event.
///
/// @param id hash of the identity key that it was opened with
/// @param openedIndex log index of its `opened` event, which identifies it as well as its id does
/// @param openedAtMillis time of that event, since the epoch
/// @param custodial opened by the server for somebody without a key of their own
/// @param operator the one account that may be below zero
/// @param frozen can neither pay nor be paid
/// @param balanceMinor minor units, what is held included
/// @param heldMinor minor units set aside for certified chits; never more than the balance
/// @param lastIndex log index of the newest event that concerns it
public record Account(
    AccountId id,
    AccountName name,
    long openedIndex,
    long openedAtMillis,
    boolean custodial,
    boolean operator,
    boolean frozen,
    long balanceMinor,
    long heldMinor,
    long lastIndex,
    Limits limits,
    Spending spending) {

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
        0,
        0,
        index,
        Limits.UNLIMITED,
        Spending.NONE);
  }

  /// What can be paid now, in minor units.
  public long availableMinor() {
    return balanceMinor - heldMinor;
  }

  Account debited(long newBalanceMinor, long index, Spending newSpending) {
    return with(frozen, newBalanceMinor, index, newSpending);
  }

  Account credited(long newBalanceMinor, long index) {
    return with(frozen, newBalanceMinor, index, spending);
  }

  Account concernedBy(long index) {
    return with(frozen, balanceMinor, index, spending);
  }

  Account frozen(boolean nowFrozen, long index) {
    return with(nowFrozen, balanceMinor, index, spending);
  }

  private Account with(boolean nowFrozen, long newBalanceMinor, long index, Spending newSpending) {
    return new Account(
        id,
        name,
        openedIndex,
        openedAtMillis,
        custodial,
        operator,
        nowFrozen,
        newBalanceMinor,
        heldMinor,
        index,
        limits,
        newSpending);
  }
}
