package dev.chit.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chit.bench.BenchException;
import dev.chit.bench.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Short runs of the real peers, where they are installed.
final class PeersTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  /// For peers that may take a second for a first answer.
  private static final Duration LONGER = Duration.ofSeconds(4);

  @TempDir Path directory;

  @Test
  void pgbenchTransfersAndLeavesNothingBehind() throws Exception {
    assumeInstalled("pgbench", "postgresql");
    // The temporary directory is the tests' own; PostgreSQL's user must get through it.
    assumeTrue(directory.toFile().setExecutable(true, false));

    try (PgBench peer = PgBench.start(directory, 1)) {
      Turn turn = peer.turn(LONGER);

      assertTrue(turn.perSecond() > 1, turn::toString);
      assertTrue(turn.serverCpuSeconds() > 0, turn::toString);
      assertTrue(turn.generatorCpuSeconds() > 0, turn::toString);
    }
    assertEmpty();
  }

  @Test
  void mosquittoDeliversWhatEveryClientPublishes() throws Exception {
    assumeInstalled("mosquitto", "mosquitto");

    try (Mosquitto peer = Mosquitto.start(directory, 4, 8, 256, 500)) {
      Turn turn = peer.turn(SHORT);

      assertTrue(turn.count() > 100, turn::toString);
      assertTrue(turn.p99Millis() > 0, turn::toString);
      assertTrue(turn.serverCpuSeconds() > 0, turn::toString);
      assertTrue(turn.paced().orElseThrow().perSecond() > 100, turn::toString);
    }
    assertEmpty();
  }

  @Test
  void ejabberdKeepsWhatIsSentToWhoIsAway() throws Exception {
    assumeInstalled("ejabberdctl", "ejabberd");
    assumeInstalled("pgbench", "postgresql");
    assumeTrue(directory.toFile().setExecutable(true, false));

    try (Ejabberd peer = Ejabberd.start(directory, 2, 4, 256)) {
      Turn turn = peer.turn(LONGER);

      assertTrue(turn.count() > 0, turn::toString);
      assertTrue(turn.p99Millis() > 0, turn::toString);
      assertTrue(turn.serverCpuSeconds() > 0, turn::toString);
    }
    assertEmpty();
  }

  @Test
  void scpCopiesWholeFiles() throws Exception {
    assumeInstalled("sshd", "openssh-server");

    try (Scp peer = Scp.start(directory, 2 << 20)) {
      Turn turn = peer.turn(SHORT);

      assertTrue(turn.count() > 0, turn::toString);
      assertTrue(turn.p50Millis() > 0, turn::toString);
    }
    assertEmpty();
  }

  @Test
  void aMissingProgramIsNamedWithItsPackage() {
    BenchException missing =
        assertThrows(BenchException.class, () -> Programs.find("no-such-broker", "mosquitto"));

    assertEquals(
        "no-such-broker is not installed; on Debian: apt-get install mosquitto",
        missing.getMessage());
  }

  private static void assumeInstalled(String program, String debianPackage) {
    try {
      var _ = Programs.find(program, debianPackage);
    } catch (BenchException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  private void assertEmpty() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
  }
}
