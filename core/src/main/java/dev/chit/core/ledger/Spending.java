package dev.chit.core.ledger;

/// What an account has paid on one day.
///
/// @param epochDay days since 1970-01-01, UTC
/// @param minor sum of that day's payments in minor units
public record Spending(long epochDay, long minor) {
  public static final Spending NONE = new Spending(0, 0);

  /// What had been paid on that day before.
  public long on(long day) {
    return day == epochDay ? minor : 0;
  }
}
