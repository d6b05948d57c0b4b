package dev.chit.core.log;

import java.util.HashMap;
import java.util.Map;

/// Every node that a frontier completed, and how often it was read.
final class StoredNodes implements HashReader, NodeSink {
  private record Place(int level, long index) {}

  private final Map<Place, Hash> nodes = new HashMap<>();
  private int reads;

  /// All nodes of a model tree.
  static StoredNodes of(ModelTree tree) {
    var nodes = new StoredNodes();
    LogFrontier frontier = LogFrontier.empty();
    for (byte[] entry : tree.entries()) {
      frontier.append(MerkleTree.leafHash(entry), nodes);
    }
    return nodes;
  }

  @Override
  public void complete(int level, long index, Hash hash) {
    if (nodes.put(new Place(level, index), hash) != null) {
      throw new AssertionError("node " + index + " of level " + level + " completed twice");
    }
  }

  @Override
  public Hash read(int level, long index) {
    reads++;
    Hash hash = nodes.get(new Place(level, index));
    if (hash == null) {
      throw new IndexOutOfBoundsException("no node " + index + " of level " + level);
    }
    return hash;
  }

  int takeReads() {
    int taken = reads;
    reads = 0;
    return taken;
  }
}
