package dev.chit.core.log;

/// Reads tiles from where they are stored.
@FunctionalInterface
public interface TileReader {
  /// A tile with at least the hashes that a tree of `size` leaves has there.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  Tile read(TileId id, long size);
}
