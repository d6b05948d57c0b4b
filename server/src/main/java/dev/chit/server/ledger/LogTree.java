package dev.chit.server.ledger;

import dev.chit.core.log.Hash;
import dev.chit.core.log.HashReader;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.ProofBuilder;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileEdge;
import dev.chit.core.log.TileHashReader;
import dev.chit.core.log.TileId;
import dev.chit.core.log.TileReader;
import dev.chit.server.store.LedgerReader;
import dev.chit.server.store.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The log's tree as its writer keeps it: O(log n) of it in memory.
final class LogTree {
  private final List<Tile> filled;
  private final TileEdge edge;
  private final LogFrontier frontier;

  private LogTree(List<Tile> filled, TileEdge edge, LogFrontier frontier) {
    this.filled = filled;
    this.edge = edge;
    this.frontier = frontier;
  }

  /// The tree of the committed events: the right edge is hashed again from the events since the
  /// last full tile, the rest is read from tiles.
  static LogTree restore(LedgerReader store) throws StoreException {
    long size = store.size();
    var filled = new ArrayList<Tile>();
    try {
      TileEdge edge = TileEdge.restore(size, nodes(store, size), filled::add);
      HashReader hashes = new TileHashReader(tiles(store, edge, size), size);
      return new LogTree(filled, edge, LogFrontier.read(size, hashes));
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  private static TileReader tiles(LedgerReader store, TileEdge edge, long size) {
    return (id, ofSize) -> id.width(size) < TileId.WIDTH ? edge.tile(id.level()) : read(store, id);
  }

  /// Leaves from events, and roots of full tiles.
  private static HashReader nodes(LedgerReader store, long size) throws StoreException {
    long firstLoose = size - size % TileId.WIDTH;
    List<byte[]> loose = store.events(firstLoose, TileId.WIDTH);
    return (level, index) ->
        level == 0
            ? MerkleTree.leafHash(loose.get((int) (index - firstLoose)))
            : read(store, new TileId(level / 8 - 1, index)).root();
  }

  private static Tile read(LedgerReader store, TileId id) {
    try {
      return store
          .tile(id)
          .orElseThrow(() -> new StoreException("The database lacks " + id.path() + "."));
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(byte[] event) {
    frontier.append(MerkleTree.leafHash(event), edge);
  }

  long size() {
    return frontier.size();
  }

  Hash root() {
    return frontier.root();
  }

  /// The root of the first `size` leaves.
  Hash rootOf(long size, LedgerReader store) throws StoreException {
    try {
      return new ProofBuilder(new TileHashReader(tiles(store, edge, size()), size())).root(size);
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  /// The tiles filled since this was asked last.
  List<Tile> takeFilled() {
    List<Tile> taken = List.copyOf(filled);
    filled.clear();
    return taken;
  }

  /// Copies of the tiles on the right edge.
  List<Tile> edge() {
    var tiles = new ArrayList<Tile>();
    long hashes = size();
    for (int level = 0; hashes > 0; level++) {
      if (hashes % TileId.WIDTH != 0) {
        tiles.add(edge.tile(level));
      }
      hashes /= TileId.WIDTH;
    }
    return tiles;
  }
}
