package dev.chit.server.store.ids;

import dev.chit.core.ChitId;

/// Ids in memory: a hash table of fixed size with linear probing, without an object per id. Guarded
/// by itself, so that readers may ask while the writer adds.
final class FreshIds {
  private static final long EMPTY = -1;

  private final long firstIndex;
  private final int idsMax;
  private final IdHash hash;
  private final long[] highs;
  private final long[] lows;
  private final long[] indexes;
  private int count;
  private long nextIndex;

  /// For events from `firstIndex` on.
  FreshIds(long firstIndex, int idsMax, IdHash hash) {
    this.firstIndex = firstIndex;
    this.nextIndex = firstIndex;
    this.idsMax = idsMax;
    this.hash = hash;
    int slots = Integer.highestOneBit(Math.max(1, idsMax)) << 2;
    highs = new long[slots];
    lows = new long[slots];
    indexes = new long[slots];
    java.util.Arrays.fill(indexes, EMPTY);
  }

  synchronized boolean isFull() {
    return count == idsMax;
  }

  synchronized void add(ChitId id, long index) {
    int slot = slotOf(id);
    if (indexes[slot] != EMPTY) {
      throw new IllegalStateException(
          "id " + id + " is used twice, by events " + indexes[slot] + " and " + index);
    }
    highs[slot] = id.high();
    lows[slot] = id.low();
    indexes[slot] = index;
    count++;
    nextIndex = index + 1;
  }

  /// Every event below `index` has been seen, whether it had an id or not.
  synchronized void seenBelow(long index) {
    nextIndex = index;
  }

  /// Index of the event that used the id, or -1.
  synchronized long find(ChitId id) {
    return indexes[slotOf(id)];
  }

  long firstIndex() {
    return firstIndex;
  }

  synchronized long nextIndex() {
    return nextIndex;
  }

  /// All of them in order of their ids: the content of a run.
  synchronized SortedIds sorted() {
    var slots = new Integer[count];
    int at = 0;
    for (int slot = 0; slot < indexes.length; slot++) {
      if (indexes[slot] != EMPTY) {
        slots[at++] = slot;
      }
    }
    java.util.Arrays.sort(
        slots,
        (a, b) -> {
          int byHigh = Long.compareUnsigned(highs[a], highs[b]);
          return byHigh != 0 ? byHigh : Long.compareUnsigned(lows[a], lows[b]);
        });
    var sorted = new SortedIds(count);
    for (int slot : slots) {
      sorted.add(highs[slot], lows[slot], indexes[slot]);
    }
    return sorted;
  }

  private int slotOf(ChitId id) {
    int mask = indexes.length - 1;
    int slot = (int) hash.of(id.high(), id.low()) & mask;
    while (indexes[slot] != EMPTY && !(highs[slot] == id.high() && lows[slot] == id.low())) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
