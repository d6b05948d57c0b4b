package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogFrontierTest {
  private static final ModelTree MODEL = ModelTree.of(300);

  @Test
  void theRootIsTheModelsAfterEachLeaf() {
    LogFrontier frontier = LogFrontier.empty();
    assertEquals(MODEL.first(0).root(), frontier.root());
    for (int size = 1; size <= 300; size++) {
      assertEquals(size - 1, frontier.append(leaf(size - 1)));
      assertEquals(MODEL.first(size).root(), frontier.root());
      assertEquals(size, frontier.size());
    }
  }

  @Test
  void aRestoredFrontierGoesOnAsIfNothingHadHappened() {
    LogFrontier frontier = LogFrontier.empty();
    StoredNodes nodes = StoredNodes.of(MODEL);
    for (int size = 0; size <= 300; size++) {
      LogFrontier restored = LogFrontier.restore(frontier.size(), frontier.peaks());
      assertEquals(frontier.root(), restored.root());
      assertEquals(frontier.peaks(), LogFrontier.read(size, nodes).peaks());
      if (size < 300) {
        restored.append(leaf(size));
        frontier.append(leaf(size));
        assertEquals(frontier.root(), restored.root());
      }
    }
  }

  @Test
  void aCopyGoesItsOwnWay() {
    LogFrontier frontier = LogFrontier.empty();
    frontier.append(leaf(0));
    LogFrontier copy = frontier.copy();
    copy.append(leaf(1));
    assertEquals(1, frontier.size());
    assertEquals(MODEL.first(1).root(), frontier.root());
    assertEquals(MODEL.first(2).root(), copy.root());
  }

  @Test
  void peaksMustBeThoseOfTheSize() {
    Hash hash = leaf(0);
    assertThrows(IllegalArgumentException.class, () -> LogFrontier.restore(3, List.of(hash)));
    assertThrows(IllegalArgumentException.class, () -> LogFrontier.restore(2, List.of(hash, hash)));
    assertThrows(IllegalArgumentException.class, () -> LogFrontier.restore(-1, List.of()));
  }

  private static Hash leaf(int index) {
    return MerkleTree.leafHash(MODEL.entries().get(index));
  }
}
