package dev.chit.core.log;

import java.util.List;

/// That a leaf is in a tree: the hashes of the subtrees beside its way to the root, from the leaf
/// up.
public record InclusionProof(List<Hash> hashes) {
  public static final int HASHES_MAX = 63;

  /// @throws IllegalArgumentException if there are more hashes than any tree needs
  public InclusionProof {
    if (hashes.size() > HASHES_MAX) {
      throw new IllegalArgumentException(
          "inclusion proof of " + hashes.size() + " hashes (expected: at most " + HASHES_MAX + ")");
    }
    hashes = List.copyOf(hashes);
  }

  /// Whether this proves that `leaf` is at `index` in the tree of `size` leaves with that root (RFC
  /// 9162 §2.1.3.2).
  public boolean verify(long index, long size, Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash beside : hashes) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = MerkleTree.nodeHash(beside, hash);
        int up = Long.numberOfTrailingZeros(at);
        // On the right edge, levels at which there is nothing to the left are no steps.
        at >>= up;
        last >>= up;
      } else {
        hash = MerkleTree.nodeHash(hash, beside);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
