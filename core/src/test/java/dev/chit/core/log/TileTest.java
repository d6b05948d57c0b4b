package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TileTest {
  /// Enough for a full tile of level 1 and one of level 2 on the edge.
  private static final int SIZE = 256 * 256 + 300;

  private static final ModelTree MODEL = ModelTree.of(SIZE);

  @Test
  void tilesHoldTheWholeTree() {
    var log = new TiledLog();
    StoredNodes nodes = log.append(SIZE);
    assertEquals(256 + 1 + 1, log.full.size());
    var hashes = new TileHashReader(log, SIZE);
    for (int level = 0; SIZE >> level > 0; level++) {
      for (long index = 0; index < SIZE >> level; index += 1 + (SIZE >> level) / 50) {
        assertEquals(nodes.read(level, index), hashes.read(level, index));
      }
    }
    assertEquals(log.frontier.root(), new ProofBuilder(hashes).root(SIZE));
    assertEquals(log.frontier.root(), LogFrontier.read(SIZE, new TileHashReader(log, SIZE)).root());
  }

  @Test
  void aProofReadsAFewTiles() {
    var log = new TiledLog();
    log.append(SIZE);
    Hash root = log.frontier.root();
    for (int index = 0; index < SIZE; index += 997) {
      log.reads.set(0);
      InclusionProof proof = new ProofBuilder(new TileHashReader(log, SIZE)).inclusion(index, SIZE);
      assertTrue(proof.verify(index, SIZE, leaf(index), root));
      assertTrue(log.reads.get() <= 5, log.reads + " tiles");
    }
  }

  @Test
  void theEdgeIsRestoredFromLeavesAndFullTiles() {
    for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE}) {
      var log = new TiledLog();
      log.append(size);
      TileEdge restored = TileEdge.restore(size, log::storedNode, tile -> {});
      assertEquals(log.edge.size(), restored.size());
      for (int level = 0; level < 3; level++) {
        var id = new TileId(level, (size >> (8 * level)) / 256);
        int width = id.width(size);
        assertEquals(width > 0, restored.holds(id));
        if (width > 0) {
          assertEquals(id, restored.tile(level).id());
          assertArrayEquals(log.edge.tile(level).bytes(), restored.tile(level).bytes());
        } else {
          int empty = level;
          assertThrows(IndexOutOfBoundsException.class, () -> restored.tile(empty));
        }
      }
    }
  }

  @Test
  void leavesComeInOrder() {
    TileEdge edge = TileEdge.empty(tile -> {});
    edge.complete(0, 0, leaf(0));
    assertThrows(IllegalArgumentException.class, () -> edge.complete(0, 0, leaf(0)));
    assertThrows(IllegalArgumentException.class, () -> edge.complete(0, 2, leaf(2)));
  }

  @Test
  void aTileHasOneTo256Hashes() {
    var id = new TileId(0, 0);
    assertTrue(Tile.of(id, new byte[8192]).isFull());
    assertFalse(Tile.of(id, new byte[32]).isFull());
    assertThrows(IllegalArgumentException.class, () -> Tile.of(id, new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> Tile.of(id, new byte[33]));
    assertThrows(IllegalArgumentException.class, () -> Tile.of(id, new byte[8224]));
    assertThrows(IndexOutOfBoundsException.class, () -> Tile.of(id, new byte[32 * 255]).root());
    assertThrows(IllegalArgumentException.class, () -> new TileId(8, 0));
    assertThrows(IllegalArgumentException.class, () -> new TileId(0, -1));
    assertThrows(IllegalArgumentException.class, () -> id.path(0));
    assertThrows(IllegalArgumentException.class, () -> id.path(257));
  }

  @Test
  void nothingOutsideOfTheTreeIsRead() {
    var log = new TiledLog();
    log.append(300);
    var hashes = new TileHashReader(log, 300);
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.read(0, 300));
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.read(8, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.read(0, -1));
    assertThrows(IllegalArgumentException.class, () -> hashes.read(63, 0));
  }

  private static Hash leaf(int index) {
    return MerkleTree.leafHash(MODEL.entries().get(index));
  }

  /// What a writer does: full tiles are stored, the edge stays in memory.
  private static final class TiledLog implements TileReader {
    final Map<TileId, Tile> full = new HashMap<>();
    final TileEdge edge = TileEdge.empty(tile -> full.put(tile.id(), tile));
    final LogFrontier frontier = LogFrontier.empty();
    final AtomicInteger reads = new AtomicInteger();

    StoredNodes append(int size) {
      var nodes = new StoredNodes();
      for (int index = 0; index < size; index++) {
        frontier.append(
            leaf(index),
            (level, at, hash) -> {
              nodes.complete(level, at, hash);
              edge.complete(level, at, hash);
            });
      }
      return nodes;
    }

    Hash storedNode(int level, long index) {
      return level == 0
          ? leaf(Math.toIntExact(index))
          : read(new TileId(level / 8 - 1, index), edge.size()).root();
    }

    @Override
    public Tile read(TileId id, long size) {
      reads.incrementAndGet();
      Tile tile = edge.holds(id) ? edge.tile(id.level()) : full.get(id);
      if (tile == null) {
        throw new IndexOutOfBoundsException(id.toString());
      }
      return tile;
    }
  }
}
