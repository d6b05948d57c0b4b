package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleVectorsTest {
  private static final Vectors VECTORS = Vectors.load("merkle.json");
  private static final ModelTree TREE =
      new ModelTree(
          VECTORS.texts("leaves").stream().map(leaf -> HexFormat.of().parseHex(leaf)).toList());
  private static final ProofBuilder BUILDER = new ProofBuilder(StoredNodes.of(TREE));

  static Stream<Vectors> inclusion() {
    return VECTORS.each("inclusion");
  }

  static Stream<Vectors> consistency() {
    return VECTORS.each("consistency");
  }

  static Stream<Vectors> refusedInclusion() {
    return VECTORS.each("refused_inclusion");
  }

  static Stream<Vectors> refusedConsistency() {
    return VECTORS.each("refused_consistency");
  }

  static Stream<Vectors> tiles() {
    return VECTORS.each("tiles");
  }

  @Test
  void theClassicTreesHaveTheirRoots() {
    List<String> roots = VECTORS.texts("roots");
    assertEquals("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328", roots.get(8));
    for (int size = 0; size <= 8; size++) {
      assertEquals(roots.get(size), TREE.first(size).root().toString());
      assertEquals(roots.get(size), BUILDER.root(size).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("inclusion")
  void everyLeafHasThisInclusionProof(Vectors vector) {
    assertEquals(
        hashes(vector), BUILDER.inclusion(vector.number("index"), vector.number("size")).hashes());
    assertTrue(verifyInclusion(vector));
  }

  @ParameterizedTest
  @MethodSource("consistency")
  void everyTwoSizesHaveThisConsistencyProof(Vectors vector) {
    assertEquals(
        hashes(vector), BUILDER.consistency(vector.number("from"), vector.number("to")).hashes());
    assertTrue(verifyConsistency(vector));
  }

  @ParameterizedTest
  @MethodSource("refusedInclusion")
  void aFalseInclusionProofIsRefused(Vectors vector) {
    assertFalse(verifyInclusion(vector));
  }

  @ParameterizedTest
  @MethodSource("refusedConsistency")
  void aFalseConsistencyProofIsRefused(Vectors vector) {
    assertFalse(verifyConsistency(vector));
  }

  @ParameterizedTest
  @MethodSource("tiles")
  void aTileHasItsWidthAndPath(Vectors vector) {
    var id = new TileId((int) vector.number("level"), vector.number("index"));
    assertEquals(vector.number("width"), id.width(vector.number("size")));
    assertEquals(vector.text("path"), id.path((int) vector.number("width")));
  }

  private static boolean verifyInclusion(Vectors vector) {
    return new InclusionProof(hashes(vector))
        .verify(
            vector.number("index"),
            vector.number("size"),
            Hash.parse(vector.text("leaf")),
            Hash.parse(vector.text("root")));
  }

  private static boolean verifyConsistency(Vectors vector) {
    return new ConsistencyProof(hashes(vector))
        .verify(
            vector.number("from"),
            vector.number("to"),
            Hash.parse(vector.text("from_root")),
            Hash.parse(vector.text("to_root")));
  }

  private static List<Hash> hashes(Vectors vector) {
    return vector.texts("proof").stream().map(Hash::parse).toList();
  }
}
