package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final int SIZE_MAX = 130;
  private static final ModelTree MODEL = ModelTree.of(SIZE_MAX);
  private static final StoredNodes NODES = StoredNodes.of(MODEL);
  private static final ProofBuilder BUILDER = new ProofBuilder(NODES);
  private static final List<Hash> ROOTS = new ArrayList<>();
  private static final Hash OTHER = Hash.of(new byte[32]);

  static {
    for (int size = 0; size <= SIZE_MAX; size++) {
      ROOTS.add(MODEL.first(size).root());
    }
  }

  @Test
  void everyInclusionProofIsTheModelsAndVerifies() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = BUILDER.inclusion(index, size);
        assertEquals(MODEL.first(size).path(index), proof.hashes());
        assertTrue(proof.verify(index, size, leaf(index), ROOTS.get(size)));
      }
    }
  }

  @Test
  void everyConsistencyProofIsTheModelsAndVerifies() {
    for (int to = 0; to <= SIZE_MAX; to++) {
      for (int from = 0; from <= to; from++) {
        ConsistencyProof proof = BUILDER.consistency(from, to);
        assertEquals(MODEL.first(to).proof(from), proof.hashes());
        assertTrue(proof.verify(from, to, ROOTS.get(from), ROOTS.get(to)));
      }
    }
  }

  @Test
  void anInclusionProofProvesOneLeafInOneTree() {
    for (int size = 1; size <= SIZE_MAX; size += 7) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = BUILDER.inclusion(index, size);
        for (int other = 0; other < size; other++) {
          assertEquals(other == index, proof.verify(other, size, leaf(index), ROOTS.get(size)));
        }
        assertFalse(proof.verify(index, size, OTHER, ROOTS.get(size)));
        assertFalse(proof.verify(index, size, leaf(index), OTHER));
        assertFalse(proof.verify(index, size, leaf(index), ROOTS.get(size - 1)));
        assertFalse(proof.verify(-1, size, leaf(index), ROOTS.get(size)));
        assertFalse(proof.verify(size, size, leaf(index), ROOTS.get(size)));
      }
    }
  }

  @Test
  void anInclusionProofWithoutOrWithAnotherHashIsRefused() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      for (int index = 0; index < size; index++) {
        Hash root = ROOTS.get(size);
        for (List<Hash> spoiled : spoiled(BUILDER.inclusion(index, size).hashes())) {
          assertFalse(new InclusionProof(spoiled).verify(index, size, leaf(index), root));
        }
      }
    }
  }

  @Test
  void aConsistencyProofWithoutOrWithAnotherHashIsRefused() {
    for (int to = 1; to <= SIZE_MAX; to++) {
      for (int from = 0; from <= to; from++) {
        for (List<Hash> spoiled : spoiled(BUILDER.consistency(from, to).hashes())) {
          assertFalse(
              new ConsistencyProof(spoiled).verify(from, to, ROOTS.get(from), ROOTS.get(to)));
        }
      }
    }
  }

  @Test
  void aConsistencyProofProvesTwoTreesOnly() {
    for (int to = 1; to <= SIZE_MAX; to++) {
      for (int from = 1; from < to; from++) {
        ConsistencyProof proof = BUILDER.consistency(from, to);
        assertFalse(proof.verify(from, to, OTHER, ROOTS.get(to)));
        assertFalse(proof.verify(from, to, ROOTS.get(from), OTHER));
        assertFalse(proof.verify(from, to, ROOTS.get(from - 1), ROOTS.get(to)));
        assertFalse(proof.verify(from - 1, to, ROOTS.get(from - 1), ROOTS.get(to)));
        assertFalse(proof.verify(from, to - 1, ROOTS.get(from), ROOTS.get(to - 1)));
        assertFalse(proof.verify(to, from, ROOTS.get(to), ROOTS.get(from)));
      }
    }
  }

  @Test
  void aProofCostsLogarithmicallyManyReads() {
    NODES.takeReads();
    for (int size = 1; size <= SIZE_MAX; size++) {
      int log = 2 * (Long.SIZE - Long.numberOfLeadingZeros(size));
      for (int index = 0; index < size; index++) {
        BUILDER.inclusion(index, size);
        assertTrue(NODES.takeReads() <= log);
        BUILDER.consistency(index, size);
        assertTrue(NODES.takeReads() <= log);
      }
    }
  }

  @Test
  void whatIsNotInTheLogCannotBeProved() {
    assertThrows(IllegalArgumentException.class, () -> BUILDER.inclusion(5, 5));
    assertThrows(IllegalArgumentException.class, () -> BUILDER.inclusion(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> BUILDER.consistency(6, 5));
    assertThrows(IllegalArgumentException.class, () -> BUILDER.consistency(-1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> BUILDER.inclusion(0, SIZE_MAX + 1));
  }

  @Test
  void aProofHasNoMoreHashesThanTheLargestTreeNeeds() {
    assertFalse(
        new InclusionProof(Collections.nCopies(63, OTHER)).verify(0, Long.MAX_VALUE, OTHER, OTHER));
    assertThrows(
        IllegalArgumentException.class, () -> new InclusionProof(Collections.nCopies(64, OTHER)));
    assertFalse(
        new ConsistencyProof(Collections.nCopies(64, OTHER))
            .verify(3, Long.MAX_VALUE, OTHER, OTHER));
    assertThrows(
        IllegalArgumentException.class, () -> new ConsistencyProof(Collections.nCopies(65, OTHER)));
  }

  /// Each hash left out, each hash changed, each hash twice, one more at either end.
  private static List<List<Hash>> spoiled(List<Hash> proof) {
    List<List<Hash>> all = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      var without = new ArrayList<>(proof);
      without.remove(i);
      all.add(without);
      var changed = new ArrayList<>(proof);
      byte[] bytes = proof.get(i).bytes();
      bytes[i % 32] ^= 4;
      changed.set(i, Hash.of(bytes));
      all.add(changed);
      var twice = new ArrayList<>(proof);
      twice.add(i, proof.get(i));
      all.add(twice);
    }
    var before = new ArrayList<>(proof);
    before.addFirst(OTHER);
    all.add(before);
    var after = new ArrayList<>(proof);
    after.addLast(OTHER);
    all.add(after);
    return all;
  }

  private static Hash leaf(int index) {
    return MerkleTree.leafHash(MODEL.entries().get(index));
  }
}
