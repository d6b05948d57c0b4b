package dev.chit.core.ledger;

/// What an account may spend, in minor units; [#NONE] of either means no limit.
public record Limits(long perPaymentMinor, long perDayMinor) {
  public static final long NONE = Long.MAX_VALUE;
  public static final Limits UNLIMITED = new Limits(NONE, NONE);

  public Limits {
    if (perPaymentMinor < 0 || perDayMinor < 0) {
      throw new IllegalArgumentException(
          "limits " + perPaymentMinor + ", " + perDayMinor + " (expected: 0 or more)");
    }
  }
}
