package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;

/// A payment that was settled and logged.
///
/// @param index of its event in the log
/// @param balance of this account right after it, minor units
/// @param repeated whether the same chit had been settled before, so that nothing moved this time
public record Paid(
    ChitId chit,
    long index,
    String payer,
    String payee,
    Amount amount,
    long balance,
    Unit unit,
    boolean repeated) {

  /// The balance as a decimal of the unit.
  public String balanceText() {
    return Amount.format(balance, unit);
  }
}
