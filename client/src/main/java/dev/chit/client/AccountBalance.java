package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.OptionalLong;

/// What the account has, in minor units.
///
/// @param held set aside for certified chits; part of the balance
/// @param limits what it may pay
/// @param logSize number of events that this balance reflects
public record AccountBalance(long balance, long held, Unit unit, Limits limits, long logSize) {

  /// What the operator lets an account pay, in minor units; empty where there is no limit.
  ///
  /// @param spentToday what it has paid or certified today (UTC)
  public record Limits(OptionalLong perPayment, OptionalLong perDay, long spentToday) {}

  /// As a decimal of the unit: `12.50`.
  public String text() {
    return Amount.format(balance, unit);
  }

  /// As a decimal of the unit: `0.00`.
  public String heldText() {
    return Amount.format(held, unit);
  }
}
