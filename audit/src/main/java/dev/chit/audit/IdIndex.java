package dev.chit.audit;

import java.util.Random;

/// Numbers 16-byte ids in the order in which they come, from 0, in about 40 bytes each. Seeded, so
/// that nobody can choose ids that make it slow.
final class IdIndex {
  private static final int CAPACITY_MIN = 1 << 10;

  private final long seed = new Random().nextLong() | 1;
  private long[] highs = new long[CAPACITY_MIN];
  private long[] lows = new long[CAPACITY_MIN];

  /// The number of the id in a slot, plus one; 0 is a free slot.
  private int[] numbers = new int[CAPACITY_MIN];

  private int size;

  /// The id's number, or -1 if it did not come yet.
  int find(long high, long low) {
    return numbers[slot(high, low)] - 1;
  }

  /// Numbers an id that did not come yet.
  int add(long high, long low) {
    if (size > highs.length / 8 * 5) {
      grow();
    }
    int slot = slot(high, low);
    if (numbers[slot] != 0) {
      throw new IllegalStateException("an id that came before");
    }
    highs[slot] = high;
    lows[slot] = low;
    numbers[slot] = ++size;
    return size - 1;
  }

  private int slot(long high, long low) {
    int mask = highs.length - 1;
    int at = hash(high, low) & mask;
    while (numbers[at] != 0 && (highs[at] != high || lows[at] != low)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    int[] oldNumbers = numbers;
    highs = new long[Math.multiplyExact(2, oldHighs.length)];
    lows = new long[highs.length];
    numbers = new int[highs.length];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldHighs[i], oldLows[i]);
        highs[slot] = oldHighs[i];
        lows[slot] = oldLows[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private int hash(long high, long low) {
    long mixed = (high ^ seed) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 29) ^ low) * (seed ^ 0xbf58476d1ce4e5b8L);
    return (int) ((mixed ^ (mixed >>> 31)) >>> 16);
  }
}
