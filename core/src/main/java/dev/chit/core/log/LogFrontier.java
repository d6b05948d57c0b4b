package dev.chit.core.log;

import dev.chit.core.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: enough to append leaves and to know the root, in O(log n)
/// memory (a compact range from 0). Not safe for use by several threads.
public final class LogFrontier {
  private final MessageDigest digest = Sha256.digest();
  private final List<Hash> peaks;
  private long size;

  private LogFrontier(long size, List<Hash> peaks) {
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  /// The frontier of an empty tree.
  public static LogFrontier empty() {
    return new LogFrontier(0, List.of());
  }

  /// The frontier whose [#size] and [#peaks] were saved.
  ///
  /// @throws IllegalArgumentException if a tree of that size has another number of peaks
  public static LogFrontier restore(long size, List<Hash> peaks) {
    MerkleTree.checkSize(size);
    if (peaks.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          peaks.size() + " peaks for size " + size + " (expected: " + Long.bitCount(size) + ")");
    }
    return new LogFrontier(size, peaks);
  }

  /// The frontier of the first `size` leaves, read from stored hashes.
  public static LogFrontier read(long size, HashReader hashes) {
    MerkleTree.checkSize(size);
    var peaks = new ArrayList<Hash>();
    long start = 0;
    for (int level = Long.SIZE - 2; level >= 0; level--) {
      if ((size >> level & 1) == 1) {
        peaks.add(hashes.read(level, start >> level));
        start += 1L << level;
      }
    }
    return new LogFrontier(size, peaks);
  }

  /// A frontier that goes its own way from here.
  public LogFrontier copy() {
    return new LogFrontier(size, peaks);
  }

  /// Appends a leaf and returns its index.
  public long append(Hash leaf) {
    return append(leaf, NodeSink.NONE);
  }

  /// Appends a leaf, tells `sink` what it completes, and returns its index.
  public long append(Hash leaf, NodeSink sink) {
    long index = size;
    int level = 0;
    Hash hash = leaf;
    sink.complete(level, index, hash);
    for (long rest = index; (rest & 1) == 1; rest >>= 1) {
      hash = MerkleTree.nodeHash(digest, peaks.removeLast(), hash);
      level++;
      sink.complete(level, rest >> 1, hash);
    }
    peaks.add(hash);
    size++;
    return index;
  }

  /// How many leaves there are; the next one's index.
  public long size() {
    return size;
  }

  /// The roots of the perfect subtrees that make up the tree, the largest and leftmost first: one
  /// for each 1 in the size's binary form.
  public List<Hash> peaks() {
    return List.copyOf(peaks);
  }

  public Hash root() {
    if (peaks.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    Hash root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(digest, peaks.get(i), root);
    }
    return root;
  }
}
