package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.server.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server under load is killed with SIGKILL, again and again, on one directory. What it
/// acknowledged is there, once, and the log is whole. (A killed process loses nothing that it gave
/// to the system; that a commit also survives a power cut is the business of `synchronous=FULL`.)
///
/// `-Dchit.crash.kills=300` for a long run, `-Dchit.crash.seed=…` for another one.
class CrashTest {
  private static final int KILLS = Integer.getInteger("chit.crash.kills", 12);
  private static final int ACKNOWLEDGED_MAX = 1000;
  private static final long SEED = Long.getLong("chit.crash.seed", 20_261);

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final Map<Step, Long> acknowledged = new HashMap<>();

  /// A step in the life of a chit.
  private record Step(ChitId chit, int number) {}

  @BeforeEach
  void aliceAndBobHaveMoney() throws StoreException {
    try (var ledger = new TestLedger(directory)) {
      ledger.open("alice", CrashChild.ALICE);
      ledger.open("bob", CrashChild.BOB);
      ledger.issue(CrashChild.ALICE, 1_000_000, random);
      ledger.issue(CrashChild.BOB, 1_000_000, random);
    }
  }

  @Test
  void noAcknowledgedStepIsLostAndNoneIsRepeated() throws Exception {
    for (int run = 1; run <= KILLS; run++) {
      payUntilKilled(run);
      check(run);
    }
    try (var ledger = new TestLedger(directory)) {
      Recomputed.check(ledger.service);
    }
    assertTrue(acknowledged.size() > KILLS, "the runs acknowledged too little to mean anything");
  }

  private void payUntilKilled(int run) throws IOException, InterruptedException {
    // One in six is killed as soon as it has opened the ledger, or before.
    int acknowledgedBeforeKill = random.nextInt(6) == 0 ? 0 : random.nextInt(ACKNOWLEDGED_MAX);
    Path errors = directory.resolve("errors");
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashChild.class.getName(),
                    directory.toString(),
                    Integer.toString(run)))
            .redirectError(errors.toFile())
            .start();
    try (BufferedReader lines = child.inputReader()) {
      for (int i = 0; i < acknowledgedBeforeKill; i++) {
        String line = lines.readLine();
        assertTrue(line != null, () -> "the child ended by itself: " + read(errors));
        note(run, line);
      }
      // By its handle: the process's own method would close the stream, too.
      child.toHandle().destroyForcibly();
      // What it had said before it was killed counts too; a line may be cut off.
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (lines.ready()) {
          note(run, line);
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private void note(int run, String line) {
    String[] parts = line.split(" ");
    var chit = new ChitId(run, Integer.parseInt(parts[0]));
    acknowledged.put(new Step(chit, Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
  }

  private void check(int run) throws StoreException {
    try (var ledger = new TestLedger(directory)) {
      Recomputed recomputed = Recomputed.check(ledger.service);
      acknowledged.forEach(
          (step, index) -> {
            List<Long> life = recomputed.lives.getOrDefault(step.chit(), List.of());
            assertTrue(life.size() > step.number(), () -> "seed " + SEED + ", lost " + step);
            assertEquals(index, life.get(step.number()), () -> "seed " + SEED + ", " + step);
          });
      for (int number = 0; number < 50; number++) {
        liveAgain(ledger, run, random.nextInt(ACKNOWLEDGED_MAX), recomputed);
      }
    }
  }

  /// A chit of the run that was killed: what is in the log is not done again, and what is not is
  /// done now.
  private static void liveAgain(TestLedger ledger, int run, int number, Recomputed recomputed) {
    List<Long> before =
        recomputed.lives.computeIfAbsent(new ChitId(run, number), _ -> new ArrayList<>());
    List<Command> life = CrashChild.life(ledger, run, number);
    for (int step = 0; step < life.size(); step++) {
      Outcome outcome = ledger.now(life.get(step));
      if (step >= before.size()) {
        before.add(TestLedger.done(outcome).index());
      } else if (step == before.size() - 1) {
        Entry first = assertInstanceOf(Outcome.Repeated.class, outcome).first();
        assertEquals(before.get(step), first.index());
      } else {
        // The chit has gone on from there.
        assertInstanceOf(Outcome.Refused.class, outcome);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
