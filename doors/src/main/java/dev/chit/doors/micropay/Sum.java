package dev.chit.doors.micropay;

import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/// Sums as the old programs type and show them: whole units, with decimals only where there are
/// some.
public final class Sum {
  /// What a new account has where its dialect knows no deposit and the operator no grant.
  private static final long USUAL_UNITS = 10_000;

  private Sum() {}

  /// Nothing unless it is more than zero, has no sign, and fits the unit and a chit.
  public static Optional<Amount> parse(String text, Unit unit) {
    try {
      return Optional.of(Amount.parse(text.strip(), unit));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static String format(long minor, Unit unit) {
    BigDecimal value = BigDecimal.valueOf(minor, unit.scale());
    return value.stripTrailingZeros().scale() <= 0
        ? value.toBigInteger().toString()
        : value.toPlainString();
  }

  /// The most that the operator gives to an account that a door opens, in minor units: the ledger's
  /// own opening grant if it has one, else 10,000 units.
  public static long openingMinor(long grantMinor, Unit unit) {
    return grantMinor > 0
        ? grantMinor
        : BigDecimal.valueOf(USUAL_UNITS).movePointRight(unit.scale()).longValueExact();
  }
}
