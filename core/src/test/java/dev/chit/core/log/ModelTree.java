package dev.chit.core.log;

import dev.chit.core.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The definitions of RFC 9162 §2.1 word for word, slow and without anything of the real code's.
record ModelTree(List<byte[]> entries) {
  /// A tree of `size` small entries, each of its own.
  static ModelTree of(int size) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(ByteBuffer.allocate(4).putInt(i).array());
    }
    return new ModelTree(entries);
  }

  ModelTree first(long size) {
    return new ModelTree(entries.subList(0, Math.toIntExact(size)));
  }

  /// MTH(D_n).
  Hash root() {
    return switch (entries.size()) {
      case 0 -> Hash.of(Sha256.of());
      case 1 -> Hash.of(Sha256.of(new byte[] {0}, entries.getFirst()));
      default -> Hash.of(Sha256.of(new byte[] {1}, left().root().bytes(), right().root().bytes()));
    };
  }

  /// PATH(m, D_n).
  List<Hash> path(int index) {
    if (entries.size() == 1) {
      return List.of();
    }
    int k = left().entries.size();
    return index < k
        ? plus(left().path(index), right().root())
        : plus(right().path(index - k), left().root());
  }

  /// PROOF(m, D_n).
  List<Hash> proof(int from) {
    return from == 0 ? List.of() : subproof(from, true);
  }

  private List<Hash> subproof(int from, boolean known) {
    if (from == entries.size()) {
      return known ? List.of() : List.of(root());
    }
    int k = left().entries.size();
    return from <= k
        ? plus(left().subproof(from, known), right().root())
        : plus(right().subproof(from - k, false), left().root());
  }

  private ModelTree left() {
    int k = 1;
    while (2 * k < entries.size()) {
      k *= 2;
    }
    return new ModelTree(entries.subList(0, k));
  }

  private ModelTree right() {
    return new ModelTree(entries.subList(left().entries.size(), entries.size()));
  }

  private static List<Hash> plus(List<Hash> hashes, Hash last) {
    var more = new ArrayList<>(hashes);
    more.add(last);
    return more;
  }
}
