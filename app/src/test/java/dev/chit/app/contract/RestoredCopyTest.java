package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator puts an old backup of the database back.
final class RestoredCopyTest {
  @TempDir Path directory;

  @Test
  void anOldDatabaseIsNotServed() throws Exception {
    Path data = directory.resolve("server");
    Path backup = directory.resolve("backup");
    serve(data, "alice");
    copyLedger(data, backup);
    serve(data, "bob");
    copyLedger(backup, data);

    Result refused = start(data).failed(2, "restored-copy");
    assertTrue(refused.err().contains("it is an old copy"), refused.err());
    assertTrue(refused.err().contains("put the newest copy back"), refused.err());
    assertEquals("", refused.out());
  }

  @Test
  void anOldDatabaseThatWentOnByItselfIsNotServed() throws Exception {
    Path data = directory.resolve("server");
    Path branch = directory.resolve("branch");
    serve(data, "alice");
    copyAll(data, branch);
    serve(data, "bob");
    serve(branch, "carol");
    serve(branch, "dave");
    copyLedger(branch, data);

    Result refused = start(data).failed(2, "restored-copy");
    assertTrue(refused.err().contains("put the one back that was signed"), refused.err());
  }

  private static Result start(Path data) {
    return Chit.run(
        "server", "--data", data.toString(), "--listen", "127.0.0.1:0", "--unit", "EUR:2");
  }

  /// A while in the life of the server, in which somebody registers.
  private void serve(Path data, String member) throws Exception {
    Files.createDirectories(data);
    try (var server = ChitServer.start(ServerConfig.of(data, Unit.parse("EUR:2")))) {
      Chit.run(
              "register",
              member,
              "--home",
              directory.resolve(member).toString(),
              "--no-passphrase",
              "--server",
              server.address())
          .ok();
    }
  }

  /// What a backup of the ledger's database is.
  private static void copyLedger(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file :
          files.filter(it -> it.getFileName().toString().startsWith("ledger.db")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
