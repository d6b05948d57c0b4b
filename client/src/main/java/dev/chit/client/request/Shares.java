package dev.chit.client.request;

import dev.chit.core.Amount;
import java.util.ArrayList;
import java.util.List;

/// Divides a sum so that the parts add up to it exactly: minor units that cannot be divided go to
/// the first ones, one each.
public final class Shares {
  private Shares() {}

  /// @throws IllegalArgumentException if there are more parts than minor units, or none
  public static List<Amount> of(Amount total, int parts) {
    if (parts < 1 || parts > total.minor()) {
      throw new IllegalArgumentException(
          parts + " parts of " + total.minor() + " minor units (expected: at most one each)");
    }
    long each = total.minor() / parts;
    long over = total.minor() % parts;
    var shares = new ArrayList<Amount>(parts);
    for (int i = 0; i < parts; i++) {
      shares.add(new Amount(i < over ? each + 1 : each));
    }
    return shares;
  }
}
