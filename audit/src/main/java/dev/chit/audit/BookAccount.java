package dev.chit.audit;

import dev.chit.core.VerifyKey;

/// An account as the events so far make it.
final class BookAccount {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  final int number;
  final boolean operator;
  final boolean custodial;
  final VerifyKey identity;
  final String folded;
  final BookDevices devices = new BookDevices();
  long balanceMinor;
  long heldMinor;
  boolean frozen;
  boolean closed;
  long perPaymentMinor = Long.MAX_VALUE;
  long perDayMinor = Long.MAX_VALUE;
  private long spentDay;
  private long spentMinor;

  /// @param number in the order of opening, from 0
  /// @param folded its name without regard to case
  BookAccount(int number, boolean operator, boolean custodial, VerifyKey identity, String folded) {
    this.custodial = custodial;
    this.folded = folded;
    this.number = number;
    this.operator = operator;
    this.identity = identity;
  }

  /// Counts a payment for its day, and says whether it keeps the account's limits.
  boolean spend(long minor, long timeMillis) {
    long day = Math.floorDiv(timeMillis, DAY_MILLIS);
    long before = day == spentDay ? spentMinor : 0;
    spentDay = day;
    spentMinor = before > Long.MAX_VALUE - minor ? Long.MAX_VALUE : before + minor;
    return operator || (minor <= perPaymentMinor && spentMinor <= perDayMinor);
  }

  boolean isOverdrawn() {
    return !operator && balanceMinor < heldMinor;
  }
}
