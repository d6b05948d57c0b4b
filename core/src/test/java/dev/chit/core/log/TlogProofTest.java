package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Vectors;
import dev.chit.core.log.BadProofException.Fault;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlogProofTest {
  private static final Vectors VECTORS = Vectors.load("tlog-proof.json");

  static Stream<Vectors> proofs() {
    return VECTORS.each("proofs");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aProofIsReadAndWrittenAlike(Vectors vector) throws Exception {
    TlogProof read = TlogProof.parse(vector.text("text"));
    assertArrayEquals(vector.bytes("extra"), read.extra());
    assertEquals(vector.number("index"), read.index());
    assertEquals(hashes(vector), read.inclusion().hashes());
    assertEquals(vector.text("note"), read.note());

    TlogProof made =
        TlogProof.of(
            vector.bytes("extra"),
            vector.number("index"),
            new InclusionProof(hashes(vector)),
            vector.text("note"));
    assertEquals(vector.text("text"), made.text());
    assertEquals(read, made);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anyOtherTextIsRefusedForWhatItIs(Vectors vector) {
    assertEquals(
        Fault.valueOf(vector.text("fault").toUpperCase(Locale.ROOT)), faultOf(vector.text("text")));
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void whateverIsCutOffEndsTooEarly(Vectors vector) {
    String text = vector.text("text");
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (int length = 1; length < text.length(); length++) {
      // Without its last lines a note has fewer signatures, and its form is right.
      boolean isWhole = length == lastLine && text.indexOf("— ") < lastLine;
      if (!isWhole) {
        assertEquals(Fault.TRUNCATED, faultOf(text.substring(0, length)), "length " + length);
      }
    }
  }

  @Test
  void theLimitsAreWhatTheyAre() {
    var none = new InclusionProof(List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> TlogProof.of(new byte[TlogProof.EXTRA_BYTES_MAX + 1], 0, none, ""));
    assertThrows(IllegalArgumentException.class, () -> TlogProof.of(new byte[0], -1, none, ""));
    String text = proofs().findFirst().orElseThrow().text("text");
    String longer = text + "— w " + "AAAA".repeat(TlogProof.LENGTH_MAX / 4) + "\n";
    assertTrue(longer.length() > TlogProof.LENGTH_MAX);
    assertEquals(Fault.MALFORMED, faultOf(longer));
  }

  private static Fault faultOf(String text) {
    return assertThrows(BadProofException.class, () -> TlogProof.parse(text)).fault();
  }

  private static List<Hash> hashes(Vectors vector) {
    return vector.texts("hashes").stream().map(Hash::parse).toList();
  }
}
