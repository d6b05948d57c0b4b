package dev.chit.core.log;

import java.util.List;

/// That a tree only grew: the hashes of the subtrees from which both its old and its new root
/// follow.
public record ConsistencyProof(List<Hash> hashes) {
  public static final int HASHES_MAX = 64;

  /// @throws IllegalArgumentException if there are more hashes than any two trees need
  public ConsistencyProof {
    if (hashes.size() > HASHES_MAX) {
      throw new IllegalArgumentException(
          "consistency proof of "
              + hashes.size()
              + " hashes (expected: at most "
              + HASHES_MAX
              + ")");
    }
    hashes = List.copyOf(hashes);
  }

  /// Whether this proves that the tree of `from` leaves with the one root is a beginning of the
  /// tree of `to` leaves with the other (RFC 9162 §2.1.4.2). Every tree begins with the empty one,
  /// and with itself; both take an empty proof.
  public boolean verify(long from, long to, Hash fromRoot, Hash toRoot) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to) {
      return hashes.isEmpty() && fromRoot.equals(toRoot);
    }
    if (from == 0) {
      return hashes.isEmpty() && fromRoot.equals(MerkleTree.EMPTY_ROOT);
    }
    return fold(from, to, fromRoot, toRoot);
  }

  private boolean fold(long from, long to, Hash fromRoot, Hash toRoot) {
    int next = 0;
    Hash old;
    if (Long.bitCount(from) == 1) {
      // The old tree is itself a subtree of the new one, and the proof need not name it.
      old = fromRoot;
    } else if (hashes.isEmpty()) {
      return false;
    } else {
      old = hashes.get(next++);
    }
    int up = Long.numberOfTrailingZeros(from);
    long at = (from - 1) >> up;
    long last = (to - 1) >> up;
    Hash grown = old;
    while (next < hashes.size()) {
      Hash beside = hashes.get(next++);
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        old = MerkleTree.nodeHash(beside, old);
        grown = MerkleTree.nodeHash(beside, grown);
        int skipped = Long.numberOfTrailingZeros(at);
        at >>= skipped;
        last >>= skipped;
      } else {
        grown = MerkleTree.nodeHash(grown, beside);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(fromRoot) && grown.equals(toRoot);
  }
}
