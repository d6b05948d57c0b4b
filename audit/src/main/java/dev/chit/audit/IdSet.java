package dev.chit.audit;

import java.util.Random;

/// A set of 16-byte ids in about 30 bytes each, where a set of objects would take four times that.
/// Seeded, so that nobody can choose ids that make it slow.
final class IdSet {
  private static final int CAPACITY_MIN = 1 << 10;

  private final long seed = new Random().nextLong() | 1;
  private long[] highs = new long[CAPACITY_MIN];
  private long[] lows = new long[CAPACITY_MIN];
  private int size;
  private boolean hasZero;

  /// Whether the id is new.
  boolean add(long high, long low) {
    if (high == 0 && low == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    if (size > highs.length / 8 * 5) {
      grow();
    }
    boolean isNew = put(high, low);
    size += isNew ? 1 : 0;
    return isNew;
  }

  private boolean put(long high, long low) {
    int mask = highs.length - 1;
    int at = hash(high, low) & mask;
    while (highs[at] != 0 || lows[at] != 0) {
      if (highs[at] == high && lows[at] == low) {
        return false;
      }
      at = (at + 1) & mask;
    }
    highs[at] = high;
    lows[at] = low;
    return true;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    highs = new long[Math.multiplyExact(2, oldHighs.length)];
    lows = new long[highs.length];
    for (int i = 0; i < oldHighs.length; i++) {
      if (oldHighs[i] != 0 || oldLows[i] != 0) {
        put(oldHighs[i], oldLows[i]);
      }
    }
  }

  private int hash(long high, long low) {
    long mixed = (high ^ seed) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 29) ^ low) * (seed ^ 0xbf58476d1ce4e5b8L);
    return (int) ((mixed ^ (mixed >>> 31)) >>> 16);
  }
}
