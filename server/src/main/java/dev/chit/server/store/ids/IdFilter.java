package dev.chit.server.store.ids;

/// A Bloom filter in blocks of one cache line (Putze, Sanders, Singler 2007): says of an id that it
/// is certainly not in a run, or that it may be. Wrong once in about two hundred at 12 bits an id.
final class IdFilter {
  static final int BLOCK_LONGS = 8;
  static final int BLOCK_BYTES = 8 * BLOCK_LONGS;

  private static final int BITS_PER_ID = 12;

  /// Odd numbers that make eight bit positions from one hash.
  private static final long[] SPREAD = {
    0x47b6137b44974d91L,
    0x8824ad5ba2b7289dL,
    0x705495c72df1424bL,
    0x9efc49475c6bfb31L,
    0x2df1424b9efc4947L,
    0x5c6bfb31705495c7L,
    0xa2b7289d47b6137bL,
    0x44974d918824ad5bL
  };

  private IdFilter() {}

  static int blocksFor(long ids) {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(ids * BITS_PER_ID, 8L * BLOCK_BYTES)));
  }

  /// Which block an id's bits are in.
  static int block(long hash, int blocks) {
    return (int) Math.unsignedMultiplyHigh(hash, blocks);
  }

  /// The id's bit in one of the block's longs.
  static long bit(long hash, int word) {
    return 1L << ((hash * SPREAD[word]) >>> 58);
  }

  static void add(long[] filter, long hash) {
    int base = BLOCK_LONGS * block(hash, filter.length / BLOCK_LONGS);
    for (int word = 0; word < BLOCK_LONGS; word++) {
      filter[base + word] |= bit(hash, word);
    }
  }
}
