package dev.chit.core.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The tiles on the right edge of a growing tree, which are not full yet: at most 255 hashes a
/// level. A [LogFrontier] tells it what is complete; it hands out each tile once, when it is full.
/// Not safe for use by several threads.
public final class TileEdge implements NodeSink {
  private final Consumer<Tile> full;
  private final List<byte[]> hashes = new ArrayList<>();
  private long size;

  private TileEdge(Consumer<Tile> full) {
    this.full = full;
  }

  /// The edge of an empty tree.
  ///
  /// @param full takes each tile that becomes full
  public static TileEdge empty(Consumer<Tile> full) {
    return new TileEdge(full);
  }

  /// The edge of the first `size` leaves.
  ///
  /// @param nodes asked only for levels that are multiples of 8, at most 255 hashes of each:
  ///   leaves, then roots of full tiles
  public static TileEdge restore(long size, HashReader nodes, Consumer<Tile> full) {
    MerkleTree.checkSize(size);
    var edge = new TileEdge(full);
    for (int level = 0; size >> (TileId.HEIGHT * level) > 0; level++) {
      long end = size >> (TileId.HEIGHT * level);
      for (long index = end - end % TileId.WIDTH; index < end; index++) {
        edge.put(level, index, nodes.read(TileId.HEIGHT * level, index));
      }
      if (level == TileId.LEVEL_MAX) {
        break;
      }
    }
    edge.size = size;
    return edge;
  }

  @Override
  public void complete(int level, long index, Hash hash) {
    if (level == 0) {
      if (index != size) {
        throw new IllegalArgumentException("leaf " + index + " (expected: " + size + ")");
      }
      size++;
    }
    if (level % TileId.HEIGHT == 0) {
      put(level / TileId.HEIGHT, index, hash);
    }
  }

  /// How many leaves there are.
  public long size() {
    return size;
  }

  /// The tile on the edge of that level, as it is now.
  ///
  /// @throws IndexOutOfBoundsException if its last tile is full or there is none
  public Tile tile(int level) {
    long end = size >> (TileId.HEIGHT * level);
    int width = (int) (end % TileId.WIDTH);
    if (width == 0) {
      throw new IndexOutOfBoundsException("no tile on the edge of level " + level);
    }
    return Tile.copyOf(new TileId(level, end / TileId.WIDTH), hashes.get(level), width);
  }

  /// Whether the tile is the one on the edge of its level.
  public boolean holds(TileId id) {
    long end = size >> (TileId.HEIGHT * id.level());
    return end % TileId.WIDTH != 0 && id.index() == end / TileId.WIDTH;
  }

  private void put(int level, long index, Hash hash) {
    while (hashes.size() <= level) {
      hashes.add(new byte[TileId.WIDTH * Hash.LENGTH]);
    }
    int at = (int) (index % TileId.WIDTH);
    System.arraycopy(hash.raw(), 0, hashes.get(level), at * Hash.LENGTH, Hash.LENGTH);
    if (at == TileId.WIDTH - 1) {
      var id = new TileId(level, index / TileId.WIDTH);
      full.accept(Tile.copyOf(id, hashes.get(level), TileId.WIDTH));
    }
  }
}
