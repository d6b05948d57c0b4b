package dev.chit.app.command;

import dev.chit.core.Amount;
import dev.chit.core.Unit;

/// Amounts as a person reads them: `12.50 EUR`.
final class Money {
  private Money() {}

  static String text(long minor, Unit unit) {
    return Amount.format(minor, unit) + " " + unit.code();
  }

  static String decimal(long minor, Unit unit) {
    return Amount.format(minor, unit);
  }

  static String text(Amount amount, Unit unit) {
    return text(amount.minor(), unit);
  }
}
