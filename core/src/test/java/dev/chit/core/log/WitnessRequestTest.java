package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WitnessRequestTest {
  private static final Vectors VECTORS = Vectors.load("cosignature.json");

  static Stream<Vectors> requests() {
    return VECTORS.each("requests");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused-requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestIsWrittenAndReadBack(Vectors vector) throws Exception {
    List<Hash> hashes = vector.texts("hashes").stream().map(Hash::parse).toList();
    var request =
        new WitnessRequest(
            Long.parseLong(vector.text("old")), new ConsistencyProof(hashes), vector.text("note"));
    assertEquals(vector.text("text"), request.text());
    assertEquals(request, WitnessRequest.parse(vector.text("text")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anyOtherBodyIsRefused(Vectors vector) {
    assertThrows(BadCheckpointException.class, () -> WitnessRequest.parse(vector.text("text")));
  }

  @Test
  void aBodyIsBounded() {
    String note = "x".repeat(WitnessRequest.LENGTH_MAX);
    assertThrows(BadCheckpointException.class, () -> WitnessRequest.parse("old 0\n\n" + note));
  }
}
