package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import dev.chit.core.VerifyKey;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CosignatureTest {
  private static final Vectors VECTORS = Vectors.load("cosignature.json");
  private static final VerifyKey LOG = VerifyKey.of(VECTORS.in("log").bytes("key"));
  private static final String ORIGIN = VECTORS.in("log").text("origin");
  private static final TestKey KEY = TestKey.ofSeed(VECTORS.in("witness").bytes("seed"));
  private static final WitnessKey WITNESS = WitnessKey.of(KEY.verifyKey());
  private static final TestKey OTHER_KEY = TestKey.ofSeed(VECTORS.in("other").bytes("seed"));
  private static final WitnessKey OTHER =
      WitnessKey.of(VECTORS.in("other").text("name"), OTHER_KEY.verifyKey());

  static Stream<Vectors> cosigned() {
    return VECTORS.each("cosigned");
  }

  static Stream<Vectors> absent() {
    return VECTORS.each("absent");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  static Stream<Vectors> refusedVkeys() {
    return VECTORS.each("refused-vkeys");
  }

  @Test
  void aWitnessIsNamedAfterItsKey() {
    assertEquals(VECTORS.in("witness").text("name"), WITNESS.name());
    assertEquals(VECTORS.in("witness").text("vkey"), WITNESS.vkey());
    assertEquals(WITNESS, WitnessKey.parse(WITNESS.vkey()));
    assertEquals(OTHER, WitnessKey.parse(VECTORS.in("other").text("vkey")));
  }

  @ParameterizedTest
  @MethodSource("refusedVkeys")
  void whatIsNoWitnessesKeyIsRefused(Vectors vector) {
    assertThrows(IllegalArgumentException.class, () -> WitnessKey.parse(vector.text("vkey")));
  }

  @ParameterizedTest
  @MethodSource("cosigned")
  void aCosignatureIsFoundAndItsTimeKnown(Vectors vector) throws Exception {
    SignedCheckpoint checkpoint = checkpoint(vector.text("note"));
    Cosignature found = cosignature(checkpoint).orElseThrow();
    assertEquals(vector.number("time"), found.timeSeconds());
    assertEquals(vector.text("line"), found.line());
    assertEquals(
        found.line(),
        Cosignature.sign(checkpoint.checkpoint(), WITNESS, found.timeSeconds(), KEY::sign).line());
  }

  @ParameterizedTest
  @MethodSource("absent")
  void anotherKeysLineIsNotTheWitnesses(Vectors vector) throws Exception {
    assertTrue(cosignature(checkpoint(vector.text("note"))).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aLineThatTheWitnessDidNotMakeSpoilsTheNote(Vectors vector) throws Exception {
    SignedCheckpoint checkpoint = checkpoint(vector.text("note"));
    assertThrows(BadCheckpointException.class, () -> cosignature(checkpoint));
  }

  @Test
  void everyBitOfACosignatureMatters() throws Exception {
    Vectors vector = VECTORS.each("cosigned").findFirst().orElseThrow();
    byte[] note = vector.text("note").getBytes(UTF_8);
    int from = note.length - vector.text("line").getBytes(UTF_8).length;
    for (int bit = from * 8; bit < note.length * 8; bit++) {
      byte[] flipped = note.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(isCosigned(new String(flipped, UTF_8)), "bit " + bit);
    }
  }

  @Test
  void aCheckpointCollectsOneLineOfEachWitness() throws Exception {
    SignedCheckpoint plain =
        checkpoint(VECTORS.each("absent").findFirst().orElseThrow().text("note"));
    SignedCheckpoint both =
        plain.with(by(plain, WITNESS, KEY, 100)).with(by(plain, OTHER, OTHER_KEY, 200));
    SignedCheckpoint newer = both.with(by(plain, WITNESS, KEY, 300));
    assertEquals(both.note().lines().count(), newer.note().lines().count());
    SignedCheckpoint read = checkpoint(newer.note());
    assertEquals(300, cosignature(read).orElseThrow().timeSeconds());
    assertEquals(200, Cosignature.of(read, OTHER, TestKey.VERIFIER).orElseThrow().timeSeconds());
    assertEquals(plain.checkpoint(), read.checkpoint());
    assertEquals(plain.note(), read.signedOnlyBy(LOG).note());
  }

  @Test
  void aCheckpointHasAtMostSixteenSignatures() throws Exception {
    SignedCheckpoint checkpoint =
        checkpoint(VECTORS.each("absent").findFirst().orElseThrow().text("note"));
    for (int i = 0; i < 15; i++) {
      checkpoint = checkpoint.with(by(checkpoint, WitnessKey.of("w" + i, LOG), KEY, 1));
    }
    SignedCheckpoint full = checkpoint;
    assertThrows(IllegalStateException.class, () -> full.with(by(full, WITNESS, KEY, 1)));
    assertEquals(full.note(), full.with(by(full, WitnessKey.of("w14", LOG), KEY, 1)).note());
  }

  @Test
  void aWitnessesAnswerIsReadWithoutTheNote() throws Exception {
    SignedCheckpoint checkpoint =
        checkpoint(VECTORS.each("absent").findFirst().orElseThrow().text("note"));
    String lines =
        by(checkpoint, OTHER, OTHER_KEY, 7).line() + by(checkpoint, WITNESS, KEY, 8).line();
    assertEquals(
        8,
        Cosignature.ofLines(lines, checkpoint.checkpoint(), WITNESS, TestKey.VERIFIER)
            .orElseThrow()
            .timeSeconds());
    for (String wrong : new String[] {"", "\n", lines.strip(), lines + "\n", "— w\n"}) {
      assertThrows(
          BadCheckpointException.class,
          () -> Cosignature.ofLines(wrong, checkpoint.checkpoint(), WITNESS, TestKey.VERIFIER),
          wrong);
    }
  }

  private static Cosignature by(
      SignedCheckpoint checkpoint, WitnessKey witness, TestKey key, long timeSeconds) {
    return Cosignature.sign(checkpoint.checkpoint(), witness, timeSeconds, key::sign);
  }

  private static Optional<Cosignature> cosignature(SignedCheckpoint checkpoint)
      throws BadCheckpointException {
    return Cosignature.of(checkpoint, WITNESS, TestKey.VERIFIER);
  }

  private static SignedCheckpoint checkpoint(String note) throws BadCheckpointException {
    return SignedCheckpoint.verify(note, ORIGIN, LOG, TestKey.VERIFIER);
  }

  private static boolean isCosigned(String note) {
    try {
      return cosignature(checkpoint(note)).isPresent();
    } catch (BadCheckpointException e) {
      return false;
    }
  }
}
