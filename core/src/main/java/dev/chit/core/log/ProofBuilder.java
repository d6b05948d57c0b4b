package dev.chit.core.log;

import java.util.ArrayList;
import java.util.List;

/// Builds proofs from stored hashes, with O(log n) reads each (RFC 9162 §2.1.3.1, §2.1.4.1).
public final class ProofBuilder {
  private final HashReader hashes;

  public ProofBuilder(HashReader hashes) {
    this.hashes = hashes;
  }

  /// The root of the tree of the first `size` leaves.
  public Hash root(long size) {
    MerkleTree.checkSize(size);
    return size == 0 ? MerkleTree.EMPTY_ROOT : subtree(0, size);
  }

  /// That the leaf at `index` is in the tree of the first `size` leaves.
  ///
  /// @throws IllegalArgumentException unless 0 ≤ index < size
  public InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "leaf " + index + " of " + size + " (expected: 0 up to the size)");
    }
    var path = new ArrayList<Hash>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + split(end - start);
      if (index < middle) {
        path.add(subtree(middle, end));
        end = middle;
      } else {
        path.add(subtree(start, middle));
        start = middle;
      }
    }
    return new InclusionProof(path.reversed());
  }

  /// That the tree of the first `from` leaves is a beginning of that of the first `to`.
  ///
  /// @throws IllegalArgumentException unless 0 ≤ from ≤ to
  public ConsistencyProof consistency(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "sizes " + from + " and " + to + " (expected: 0 or more, the smaller first)");
    }
    if (from == 0 || from == to) {
      return new ConsistencyProof(List.of());
    }
    var path = new ArrayList<Hash>();
    long start = 0;
    long end = to;
    while (end != from) {
      long middle = start + split(end - start);
      if (from <= middle) {
        path.add(subtree(middle, end));
        end = middle;
      } else {
        path.add(subtree(start, middle));
        start = middle;
      }
    }
    if (start != 0) {
      path.add(subtree(start, end));
    }
    return new ConsistencyProof(path.reversed());
  }

  /// The hash of leaves `start` up to `end`, where `start` is a multiple of the least power of two
  /// that the range fits in.
  private Hash subtree(long start, long end) {
    long leaves = end - start;
    if (Long.bitCount(leaves) == 1) {
      int level = Long.numberOfTrailingZeros(leaves);
      return hashes.read(level, start >> level);
    }
    long middle = start + split(leaves);
    return MerkleTree.nodeHash(subtree(start, middle), subtree(middle, end));
  }

  /// The largest power of two below `leaves`.
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
