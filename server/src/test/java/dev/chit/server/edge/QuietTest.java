package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.server.BrokenConnections;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients do every day, however rudely, is no news for an operator.
final class QuietTest {
  private static final Logger ROOT = Logger.getLogger("");

  /// The streams of one device fall on the same event loop or on others, as it happens.
  private static final int TIMES = 12;

  private final Said said = new Said();
  private final Level before = ROOT.getLevel();

  @TempDir private Path directory;

  private static final class Said extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (isLoggable(line) && line.getLevel().intValue() >= Level.WARNING.intValue()) {
        lines.add(line.getLoggerName() + ": " + line.getMessage() + ": " + line.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    ROOT.setLevel(Level.WARNING);
    said.setFilter(new BrokenConnections());
    ROOT.addHandler(said);
  }

  @AfterEach
  void leave() {
    ROOT.removeHandler(said);
    ROOT.setLevel(before);
  }

  @Test
  void aDeviceThatConnectsAgainAndAgain() throws Exception {
    try (TestServer server = TestServer.start(directory)) {
      TestClient bob = server.member("bob");
      TestStream older = bob.connect();
      for (int i = 0; i < TIMES; i++) {
        older.welcome();
        TestStream newer = bob.connect();
        assertEquals("replaced", older.endCode());
        older = newer;
      }
    }
    assertEquals(List.of(), said.lines);
  }
}
