package dev.chit.server.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.LedgerId;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.witness.Verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedLogTest {
  private static final SigningKey LOG = SigningKey.generate();
  private static final SigningKey KEY = SigningKey.generate();
  private static final WitnessKey WITNESS = WitnessKey.of(KEY.verifyKey());
  private static final long NOW = 1_763_700_000;

  @TempDir Path directory;
  private WatchedLog witness;

  @BeforeEach
  void aWitness() throws Exception {
    witness = open();
  }

  private WatchedLog open() throws IOException {
    return WatchedLog.open(directory, LOG.verifyKey(), KEY, () -> Instant.ofEpochSecond(NOW));
  }

  private static long signedTime(SignedCheckpoint checkpoint, Verdict verdict) throws Exception {
    String line = assertInstanceOf(Verdict.Cosigned.class, verdict, verdict::toString).line();
    return Cosignature.ofLines(line, checkpoint.checkpoint(), WITNESS, Ed25519.verifier())
        .orElseThrow()
        .timeSeconds();
  }

  private static void assertRefused(Reason reason, Verdict verdict) {
    assertEquals(new Verdict.Refused(reason), verdict);
  }

  @Test
  void aLogThatGrowsIsSigned() throws Exception {
    var log = new TestLog(LOG);
    long size = 0;
    for (long next : new long[] {1, 2, 7, 8, 300, 300, 1000}) {
      log.grow(next);
      assertEquals(NOW, signedTime(log.checkpoint(), witness.add(log.request(size))));
      size = next;
    }
  }

  @Test
  void aLogThatForksIsNotSignedAndBothCheckpointsAreKept() throws Exception {
    var honest = new TestLog(LOG).grow(10);
    signedTime(honest.checkpoint(), witness.add(honest.request(0)));
    var fork = new TestLog(LOG).grow(12, 8, "other");
    assertRefused(Reason.NOT_CONSISTENT, witness.add(fork.request(10)));
    String evidence = Files.readString(directory.resolve(id() + ".fork"));
    assertTrue(evidence.contains(honest.checkpoint().note()));
    assertTrue(evidence.contains(fork.checkpoint().note()));
    // It goes on with the true one.
    honest.grow(11);
    signedTime(honest.checkpoint(), witness.add(honest.request(10)));
    assertEquals(evidence, Files.readString(directory.resolve(id() + ".fork")));
  }

  @Test
  void anotherTreeOfTheSameSizeIsAConflict() throws Exception {
    var honest = new TestLog(LOG).grow(10);
    signedTime(honest.checkpoint(), witness.add(honest.request(0)));
    var fork = new TestLog(LOG).grow(10, 9, "other");
    assertEquals(new Verdict.Conflict(10), witness.add(fork.request(10)));
    assertTrue(Files.exists(directory.resolve(id() + ".fork")));
  }

  @Test
  void aLogThatShrinksIsNotSigned() throws Exception {
    var log = new TestLog(LOG).grow(10);
    signedTime(log.checkpoint(), witness.add(log.request(0)));
    var shorter = new TestLog(LOG).grow(9);
    assertEquals(new Verdict.Conflict(10), witness.add(shorter.request(9)));
    assertEquals(new Verdict.Conflict(10), witness.add(shorter.request(0)));
    var request =
        new WitnessRequest(10, new ConsistencyProof(List.of()), shorter.checkpoint().note());
    assertRefused(Reason.MALFORMED, witness.add(request.text()));
  }

  @Test
  void whoeverBeginsElsewhereIsToldWhereItWas() throws Exception {
    var log = new TestLog(LOG).grow(10);
    assertEquals(new Verdict.Conflict(0), witness.add(log.request(4)));
    signedTime(log.checkpoint(), witness.add(log.request(0)));
    assertEquals(new Verdict.Conflict(10), witness.add(log.request(0)));
    signedTime(log.checkpoint(), witness.add(log.request(10)));
  }

  @Test
  void aProofThatIsMissingOrAlteredIsNoProof() throws Exception {
    var log = new TestLog(LOG).grow(10);
    signedTime(log.checkpoint(), witness.add(log.request(0)));
    log.grow(29);
    List<dev.chit.core.log.Hash> hashes = log.proof(10).hashes();
    for (int left = 0; left < hashes.size(); left++) {
      var some = new java.util.ArrayList<>(hashes);
      some.remove(left);
      assertRefused(Reason.NOT_CONSISTENT, witness.add(request(10, some, log)));
      var swapped = new java.util.ArrayList<>(hashes);
      swapped.set(left, log.checkpoint().root());
      assertRefused(Reason.NOT_CONSISTENT, witness.add(request(10, swapped, log)));
    }
    var more = new java.util.ArrayList<>(hashes);
    more.add(log.checkpoint().root());
    assertRefused(Reason.NOT_CONSISTENT, witness.add(request(10, more, log)));
    signedTime(log.checkpoint(), witness.add(log.request(10)));
    // Nothing is to be proved of the same tree, so nothing may be offered.
    assertRefused(
        Reason.NOT_CONSISTENT, witness.add(request(29, List.of(log.checkpoint().root()), log)));
  }

  private static String request(long old, List<dev.chit.core.log.Hash> hashes, TestLog log) {
    return new WitnessRequest(old, new ConsistencyProof(hashes), log.checkpoint().note()).text();
  }

  @Test
  void aCheckpointOfAnybodyElseIsNotSigned() throws Exception {
    var other = new TestLog(SigningKey.generate()).grow(3);
    assertRefused(Reason.UNKNOWN_LOG, witness.add(other.request(0)));
    String genuine = new TestLog(LOG).grow(3).request(0);
    assertRefused(Reason.NOT_SIGNED, witness.add(genuine.replace("\n3\n", "\n4\n")));
    assertRefused(Reason.MALFORMED, witness.add("old x\n\n"));
    assertFalse(Files.exists(directory.resolve(id() + ".checkpoint")));
  }

  @Test
  void whatWasSignedIsRememberedByTheNextProcess() throws Exception {
    var log = new TestLog(LOG).grow(10);
    signedTime(log.checkpoint(), witness.add(log.request(0)));
    WatchedLog again = open();
    var fork = new TestLog(LOG).grow(12, 8, "other");
    assertEquals(new Verdict.Conflict(10), again.add(fork.request(0)));
    assertRefused(Reason.NOT_CONSISTENT, again.add(fork.request(10)));
    log.grow(11);
    signedTime(log.checkpoint(), again.add(log.request(10)));
  }

  @Test
  void aMemoryThatIsDamagedOrSomebodyElsesIsNotTakenUp() throws Exception {
    var log = new TestLog(LOG).grow(10);
    signedTime(log.checkpoint(), witness.add(log.request(0)));
    Path file = directory.resolve(id() + ".checkpoint");
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            whole.substring(0, whole.length() - 9),
            whole.replace("\n10\n", "\n9\n"),
            log.checkpoint().note())) {
      Files.writeString(file, damaged);
      assertThrows(IOException.class, this::open, damaged);
    }
    Files.writeString(file, whole);
    open();
  }

  @Test
  void nothingIsGivenAwayThatCouldNotBeKept() throws Exception {
    var log = new TestLog(LOG).grow(10);
    // A directory in the file's place: it cannot be replaced by a file.
    Files.createDirectory(directory.resolve(id() + ".checkpoint"));
    Files.createFile(directory.resolve(id() + ".checkpoint").resolve("in the way"));
    assertThrows(IOException.class, () -> witness.add(log.request(0)));
    Files.delete(directory.resolve(id() + ".checkpoint").resolve("in the way"));
    Files.delete(directory.resolve(id() + ".checkpoint"));
    // It is as if it had not been asked.
    signedTime(log.checkpoint(), witness.add(log.request(0)));
  }

  private static LedgerId id() {
    return LedgerId.ofKey(LOG.verifyKey());
  }
}
