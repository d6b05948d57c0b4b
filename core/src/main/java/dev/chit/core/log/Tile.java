package dev.chit.core.log;

import java.util.Arrays;

/// Up to 256 neighbouring hashes of one level, from the tile's left end on; full ones never change.
public final class Tile {
  private final TileId id;
  private final byte[] bytes;

  private Tile(TileId id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /// A tile as it is stored and served: its hashes, one after the other.
  ///
  /// @throws IllegalArgumentException unless there are 1 to 256 whole hashes
  public static Tile of(TileId id, byte[] hashes) {
    int width = hashes.length / Hash.LENGTH;
    if (hashes.length % Hash.LENGTH != 0 || width < 1 || width > TileId.WIDTH) {
      throw new IllegalArgumentException(
          "tile of " + hashes.length + " bytes (expected: 1 to 256 times 32)");
    }
    return new Tile(id, hashes.clone());
  }

  /// Takes the first `width` hashes of a tile's array.
  static Tile copyOf(TileId id, byte[] hashes, int width) {
    return new Tile(id, Arrays.copyOf(hashes, width * Hash.LENGTH));
  }

  public TileId id() {
    return id;
  }

  /// How many hashes there are, 1 to 256.
  public int width() {
    return bytes.length / Hash.LENGTH;
  }

  public boolean isFull() {
    return width() == TileId.WIDTH;
  }

  /// 32 bytes a hash.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The hash of a full tile's whole subtree: one hash of the tile above.
  ///
  /// @throws IndexOutOfBoundsException if the tile is not full
  public Hash root() {
    return subtree(TileId.HEIGHT, 0);
  }

  /// The hash over 2^height neighbouring hashes of this tile.
  ///
  /// @param height 0 to 8
  /// @param index 0 for the leftmost such group
  /// @throws IndexOutOfBoundsException if the tile has not all of them
  public Hash subtree(int height, int index) {
    return subtree(bytes, width(), height, index);
  }

  static Hash subtree(byte[] hashes, int width, int height, int index) {
    if (height < 0 || height > TileId.HEIGHT || index < 0 || (index + 1) << height > width) {
      throw new IndexOutOfBoundsException(
          "subtree " + index + " of height " + height + " in a tile of " + width);
    }
    return height == 0
        ? Hash.at(hashes, index * Hash.LENGTH)
        : MerkleTree.nodeHash(
            subtree(hashes, width, height - 1, 2 * index),
            subtree(hashes, width, height - 1, 2 * index + 1));
  }

  @Override
  public String toString() {
    return "Tile[" + id.path(width()) + "]";
  }
}
