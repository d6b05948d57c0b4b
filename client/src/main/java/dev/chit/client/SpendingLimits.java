package dev.chit.client;

import java.util.OptionalLong;

/// What the operator lets an account pay at once, and on one day (UTC), in minor units; empty where
/// there is no limit.
public record SpendingLimits(OptionalLong perPaymentMinor, OptionalLong perDayMinor) {
  public static final SpendingLimits NONE =
      new SpendingLimits(OptionalLong.empty(), OptionalLong.empty());

  /// @throws IllegalArgumentException if a limit is negative
  public SpendingLimits {
    if (perPaymentMinor.orElse(0) < 0 || perDayMinor.orElse(0) < 0) {
      throw new IllegalArgumentException("limits below zero (expected: 0 or more)");
    }
  }
}
