package dev.chit.core.log;

/// Takes the hash of each perfect subtree as it becomes complete, a leaf's first.
@FunctionalInterface
public interface NodeSink {
  NodeSink NONE = (level, index, hash) -> {};

  /// @param level the subtree has 2^level leaves
  /// @param index the subtree starts at leaf index × 2^level
  void complete(int level, long index, Hash hash);
}
