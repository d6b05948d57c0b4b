package dev.chit.bench;

import dev.chit.bench.BenchOptions.Filling;
import java.nio.file.Path;
import java.util.Optional;

/// The ledger that a server of ours starts with.
///
/// @param name of the side
/// @param entries 0 for a new one
/// @param keep where its data directory is, if it is to stay
record Ledger(String name, int entries, Optional<Path> keep) {
  static final Ledger EMPTY = new Ledger("chit", 0, Optional.empty());

  static Ledger ours(Filling filling) {
    return new Ledger("chit", filling.entries(), filling.keep());
  }

  /// The one that ours is compared with.
  static Ledger peer(Filling filling) {
    return new Ledger("chit-" + filling.against(), filling.against(), Optional.empty());
  }
}
