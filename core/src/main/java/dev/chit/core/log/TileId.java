package dev.chit.core.log;

import java.util.Locale;

/// Where a tile is: 256 neighbouring hashes of one level, as C2SP tlog-tiles numbers them. The
/// hashes of tile level l are those of subtrees with 256^l leaves.
///
/// @param level 0 to 7: what a tree of 2⁶³ − 1 leaves needs
/// @param index 0 for the leftmost tile of its level
public record TileId(int level, long index) {
  /// Hashes in a full tile.
  public static final int WIDTH = 256;

  public static final int LEVEL_MAX = 7;

  /// Levels of the binary tree in one of tiles.
  static final int HEIGHT = 8;

  public TileId {
    if (level < 0 || level > LEVEL_MAX) {
      throw new IllegalArgumentException("tile level " + level + " (expected: 0 to 7)");
    }
    if (index < 0 || index > Long.MAX_VALUE / WIDTH) {
      throw new IllegalArgumentException("tile index " + index + " (expected: 0 to 2^55 - 1)");
    }
  }

  /// How many hashes this tile has in a tree of that size: 0 to 256.
  public int width(long size) {
    MerkleTree.checkSize(size);
    long hashes = (size >> (HEIGHT * level)) - index * WIDTH;
    return Math.clamp(hashes, 0, WIDTH);
  }

  /// The path of the full tile, such as `tile/0/x001/x234/067`.
  public String path() {
    var path = new StringBuilder(group(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x" + group(rest % 1000) + "/");
    }
    return "tile/" + level + "/" + path;
  }

  /// The path of a tile of that many hashes, such as `tile/0/000.p/17`.
  ///
  /// @param width 1 to 256
  public String path(int width) {
    if (width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("tile width " + width + " (expected: 1 to 256)");
    }
    return width == WIDTH ? path() : path() + ".p/" + width;
  }

  private static String group(long digits) {
    return String.format(Locale.ROOT, "%03d", digits);
  }
}
