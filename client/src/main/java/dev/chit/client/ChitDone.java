package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;

/// What the ledger did with a chit besides paying it: certified it, gave its sum back, or revoked
/// it.
///
/// @param state what the chit is now
/// @param index of the event in the log that made it so
/// @param balance of this account right after it, minor units, what is held included
/// @param held of that, what is set aside for certified chits
/// @param repeated whether it had been done before, so that nothing changed this time
public record ChitDone(
    ChitId chit,
    ChitState state,
    long index,
    long balance,
    long held,
    Unit unit,
    boolean repeated) {

  /// The balance as a decimal of the unit.
  public String balanceText() {
    return Amount.format(balance, unit);
  }

  /// What is held, as a decimal of the unit.
  public String heldText() {
    return Amount.format(held, unit);
  }
}
