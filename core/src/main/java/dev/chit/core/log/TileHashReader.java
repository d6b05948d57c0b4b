package dev.chit.core.log;

import java.util.HashMap;
import java.util.Map;

/// The hashes of a tree, read from its tiles. Each tile is read once: keep one of these no longer
/// than for a proof or a few. Not safe for use by several threads.
public final class TileHashReader implements HashReader {
  private final TileReader tiles;
  private final long size;
  private final Map<TileId, Tile> seen = new HashMap<>();

  /// Reads the tree of the first `size` leaves.
  public TileHashReader(TileReader tiles, long size) {
    MerkleTree.checkSize(size);
    this.tiles = tiles;
    this.size = size;
  }

  @Override
  public Hash read(int level, long index) {
    MerkleTree.checkLevel(level);
    if (index < 0 || index >= size >> level) {
      throw new IndexOutOfBoundsException(
          "subtree " + index + " of level " + level + " in a tree of " + size);
    }
    int height = level % TileId.HEIGHT;
    long first = index << height;
    var id = new TileId(level / TileId.HEIGHT, first / TileId.WIDTH);
    Tile tile = seen.computeIfAbsent(id, wanted -> tiles.read(wanted, size));
    return tile.subtree(height, (int) (first % TileId.WIDTH) >> height);
  }
}
