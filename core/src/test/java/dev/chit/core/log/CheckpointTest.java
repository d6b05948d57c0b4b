package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.LedgerId;
import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import dev.chit.core.VerifyKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
  private static final Vectors VECTORS = Vectors.load("checkpoint.json");
  private static final TestKey LOG = TestKey.ofSeed(VECTORS.in("log").bytes("seed"));
  private static final String ORIGIN = Checkpoint.originOf(LedgerId.ofKey(LOG.verifyKey()));

  static Stream<Vectors> checkpoints() {
    return VECTORS.each("checkpoints");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  @Test
  void theOriginNamesTheLedger() {
    assertEquals(VECTORS.text("origin"), ORIGIN);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void aCheckpointOfTheLogIsAccepted(Vectors vector) throws Exception {
    SignedCheckpoint signed = verify(vector.text("note"));
    assertEquals(vector.number("size"), signed.size());
    assertEquals(Hash.parse(vector.text("root")), signed.root());
    assertEquals(vector.text("note"), signed.note());
    String ours = SignedCheckpoint.sign(signed.checkpoint(), LOG.verifyKey(), LOG::sign).note();
    assertEquals(signed.checkpoint(), verify(ours).checkpoint());
    String line = ours.substring(ours.indexOf("— "));
    assertTrue(vector.text("note").contains(line));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anyOtherNoteIsRefused(Vectors vector) {
    assertThrows(BadCheckpointException.class, () -> verify(vector.text("note")));
  }

  @Test
  void everyBitOfACheckpointMatters() {
    byte[] note = signed(70_000).note().getBytes(UTF_8);
    for (int bit = 0; bit < note.length * 8; bit++) {
      byte[] flipped = note.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(isGood(new String(flipped, UTF_8)), "bit " + bit);
    }
  }

  @Test
  void aCheckpointWithoutAnyOneOfItsLinesIsRefused() {
    String[] lines = signed(70_000).note().split("\n", -1);
    for (int left = 0; left < lines.length; left++) {
      int without = left;
      String note =
          String.join(
              "\n",
              Stream.iterate(0, i -> i < lines.length, i -> i + 1)
                  .filter(i -> i != without)
                  .map(i -> lines[i])
                  .toList());
      assertFalse(isGood(note), "without line " + left);
    }
  }

  @Test
  void anotherLogsCheckpointIsRefused() {
    String note = signed(5).note();
    TestKey other = TestKey.named("another log");
    assertThrows(
        BadCheckpointException.class,
        () -> SignedCheckpoint.verify(note, ORIGIN, other.verifyKey(), TestKey.VERIFIER));
    assertThrows(
        BadCheckpointException.class,
        () ->
            SignedCheckpoint.verify(
                note,
                Checkpoint.originOf(LedgerId.ofKey(other.verifyKey())),
                LOG.verifyKey(),
                TestKey.VERIFIER));
  }

  @Test
  void aNoteIsNotLongerThan128KiB() {
    String note = signed(5).note();
    String witness = "— w " + Base64.getEncoder().encodeToString(new byte[96 << 10]) + "\n";
    assertTrue((note + witness).length() > SignedCheckpoint.NOTE_BYTES_MAX);
    assertFalse(isGood(note + witness));
    String smaller = "— w " + Base64.getEncoder().encodeToString(new byte[90 << 10]) + "\n";
    assertTrue(isGood(note + smaller));
  }

  @Test
  void aNoteOfTheGoChecksumDatabaseVerifies() throws Exception {
    String note =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        """;
    byte[] typed = Base64.getDecoder().decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    VerifyKey key = VerifyKey.of(Arrays.copyOfRange(typed, 1, typed.length));
    SignedNote parts = SignedNote.parse(note);
    NoteSignature signature = parts.signatures().getFirst();
    assertTrue(signature.isBy("PeterNeumann", key));
    assertFalse(signature.isBy("PeterNeumann", LOG.verifyKey()));
    assertFalse(signature.isBy("Peter", key));
    assertTrue(TestKey.VERIFIER.verify(key, parts.text().getBytes(UTF_8), signature.signature()));
    assertEquals(
        note,
        parts.text() + "\n" + NoteSignature.of("PeterNeumann", key, signature.signature()).line());
  }

  private static SignedCheckpoint signed(long size) {
    return SignedCheckpoint.sign(
        new Checkpoint(ORIGIN, size, MerkleTree.EMPTY_ROOT), LOG.verifyKey(), LOG::sign);
  }

  private static SignedCheckpoint verify(String note) throws BadCheckpointException {
    return SignedCheckpoint.verify(note, ORIGIN, LOG.verifyKey(), TestKey.VERIFIER);
  }

  private static boolean isGood(String note) {
    try {
      verify(note);
      return true;
    } catch (BadCheckpointException e) {
      return false;
    }
  }
}
