package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.Unit;

/// What the account has, in minor units.
///
/// @param held set aside for certified chits; part of the balance
/// @param logSize number of events that this balance reflects
public record AccountBalance(long balance, long held, Unit unit, long logSize) {

  /// As a decimal of the unit: `12.50`.
  public String text() {
    return Amount.format(balance, unit);
  }

  /// As a decimal of the unit: `0.00`.
  public String heldText() {
    return Amount.format(held, unit);
  }
}
