package dev.chit.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.backup.BackupException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups to a real file system of four megabytes. Mounting one takes root's rights: without them
/// these tests are skipped, and say so.
final class DiskFullTest {
  private static final int SMALL_BYTES = 4 << 20;

  @TempDir private Path directory;

  private Path small;
  private Path data;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(directory.resolve("small"));
    data = directory.resolve("data");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SMALL_BYTES, "none", small.toString());
    assumeTrue(mounted, "a small file system cannot be mounted here: run this as root");
    ChitServer.start(ServerConfig.of(data, new Unit("EUR", 2))).close();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(run("umount", small.toString()));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void whatCannotFitIsRefusedBeforeADiskIsFilled() throws Exception {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("mail.db"));
        var statement = database.createStatement()) {
      statement.execute("CREATE TABLE much AS SELECT zeroblob(" + SMALL_BYTES + ")");
    }
    assertFull(Progress.NONE);
  }

  /// Somebody else takes the room while the backup is being written, in either of its files.
  @Test
  void aDiskThatFillsUpMeanwhileLeavesNothingBehind() throws Exception {
    for (String moment : DataFiles.DATABASES) {
      Path filler = small.resolve("filler");
      assertFull(
          (what, _, _) -> {
            if (what.equals(moment)) {
              fill(filler);
            }
          });
      Files.delete(filler);
    }
    assertTrue(Backup.take(data, small.resolve("backup"), Progress.NONE).events() > 0);
  }

  private static void fill(Path filler) {
    try (var out = Files.newOutputStream(filler)) {
      for (int i = 0; i < SMALL_BYTES; i++) {
        out.write(0);
      }
    } catch (IOException e) {
      // Now it is full.
    }
  }

  private void assertFull(Progress progress) throws Exception {
    BackupException refused =
        assertThrows(
            BackupException.class, () -> Backup.take(data, small.resolve("backup"), progress));
    assertEquals(Reason.DISK_FULL, refused.reason(), refused.getMessage());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("not enough room"), refused.getMessage());
    try (Stream<Path> left = Files.list(small)) {
      assertEquals(0, left.filter(file -> !file.endsWith("filler")).count());
    }
  }
}
