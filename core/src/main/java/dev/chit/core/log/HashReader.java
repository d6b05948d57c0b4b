package dev.chit.core.log;

/// Reads the hashes of perfect subtrees.
@FunctionalInterface
public interface HashReader {
  /// The hash of leaves index × 2^level up to (index + 1) × 2^level.
  ///
  /// @throws IndexOutOfBoundsException if the log has not all of them
  Hash read(int level, long index);
}
