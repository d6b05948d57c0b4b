package dev.chit.server.ledger;

import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileId;
import dev.chit.core.log.TileReader;
import dev.chit.server.store.LedgerReader;
import dev.chit.server.store.StoreException;
import java.io.UncheckedIOException;
import java.util.List;

/// The committed tree as readers see it: its checkpoint, and the tiles on its right edge, which no
/// database has yet.
record TreeHead(SignedCheckpoint checkpoint, List<Tile> edge) {
  long size() {
    return checkpoint.size();
  }

  /// The tiles of this tree and of every earlier one.
  TileReader tiles(LedgerReader store) {
    return (id, size) -> {
      if (id.width(size()) < TileId.WIDTH) {
        return edge.stream()
            .filter(tile -> tile.id().equals(id))
            .findAny()
            .orElseThrow(() -> new IndexOutOfBoundsException("no tile " + id));
      }
      try {
        return store.tile(id).orElseThrow(() -> new IndexOutOfBoundsException("no tile " + id));
      } catch (StoreException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
