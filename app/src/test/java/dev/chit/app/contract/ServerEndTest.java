package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chit.app.demo.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server process that is told to end.
final class ServerEndTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void finishesWhatIsUnderWayAndEndsWithoutFault(String signal) throws Exception {
    Path data = directory.resolve("data");
    Path log = directory.resolve("log");
    List<String> words = List.of("--data", data.toString(), "--listen", "127.0.0.1:0");
    try (ServerProcess server = ServerProcess.start(log, words)) {
      String home = directory.resolve("alice").toString();
      Chit.run("register", "alice", "--home", home, "--no-passphrase", "--server", server.address())
          .ok();
      try (Chit.Running _ = Chit.start("agent", "--home", home)) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).start().waitFor();
        assertEquals(0, server.stop(), Files.readString(log));
      }
    }
    assertFalse(Files.exists(data.resolve("address")), "it did not close its directory");
    assertFalse(Files.exists(data.resolve("ledger.db-wal")), "it did not close its database");
  }
}
