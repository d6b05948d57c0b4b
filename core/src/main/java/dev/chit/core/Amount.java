package dev.chit.core;

import java.math.BigDecimal;

/// A sum to move, in minor units: 1 to 2⁶². Never zero, negative or a fraction.
public record Amount(long minor) implements Comparable<Amount> {
  public static final long MINOR_MAX = 1L << 62;

  public Amount {
    if (minor < 1 || minor > MINOR_MAX) {
      throw new IllegalArgumentException("amount " + minor + " (expected: 1 to 2^62 minor units)");
    }
  }

  /// Reads a decimal such as `12.50`, exactly: no sign, no exponent, no more decimals than the unit
  /// has.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static Amount parse(String text, Unit unit) {
    if (!text.matches("[0-9]{1,19}(\\.[0-9]{1,9})?")) {
      throw new IllegalArgumentException(
          "“" + printable(text) + "” is not an amount: write it like " + example(unit) + ".");
    }
    var value = new BigDecimal(text);
    if (value.scale() > unit.scale()) {
      throw new IllegalArgumentException(
          unit.code() + " has " + unit.scale() + " decimals; “" + text + "” has more.");
    }
    BigDecimal minor = value.movePointRight(unit.scale());
    if (minor.signum() == 0) {
      throw new IllegalArgumentException("An amount must be more than zero.");
    }
    if (minor.compareTo(BigDecimal.valueOf(MINOR_MAX)) > 0) {
      throw new IllegalArgumentException("“" + text + "” is more than a chit can carry.");
    }
    return new Amount(minor.longValueExact());
  }

  /// The decimal text of minor units, with exactly the unit's decimals: `-0.05`, `12.50`, `7`.
  public static String format(long minor, Unit unit) {
    return BigDecimal.valueOf(minor, unit.scale()).toPlainString();
  }

  public String format(Unit unit) {
    return format(minor, unit);
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(minor, other.minor);
  }

  private static String example(Unit unit) {
    return format(1250, unit);
  }

  private static String printable(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
