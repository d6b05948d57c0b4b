package dev.chit.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  @Test
  void aTerminalSeesEventsRateAndTimeLeft() {
    try (ProgressBar bar = bar(true, true)) {
      bar.at("events", 100, 1000);
      now += 2 * SECOND;
      bar.at("events", 500, 1000);
      assertEquals(
          "\r\u001b[K"
              + "█".repeat(12)
              + "░".repeat(12)
              + "  50 %  500 of 1,000 events  200/s"
              + "  0:03 left",
          shown());
    }
    assertTrue(shown().endsWith("\r\u001b[K"), "the line is taken away");
  }

  @Test
  void nothingIsShownWithoutATerminalOrWhereNothingIsWanted() {
    for (ProgressBar bar : new ProgressBar[] {bar(false, true), bar(true, false)}) {
      bar.at("events", 100, 1000);
      now += 2 * SECOND;
      bar.at("events", 500, 1000);
      bar.close();
    }
    assertEquals("", shown());
  }

  @Test
  void theLineIsDrawnTenTimesASecondAtMost() {
    ProgressBar bar = bar(true, true);
    for (int i = 1; i <= 1000; i++) {
      now += SECOND / 1000;
      bar.at("events", i, 0);
    }
    assertEquals(10, shown().chars().filter(c -> c == '\r').count());
  }

  @Test
  void whatComesNextHasARateOfItsOwn() {
    ProgressBar bar = bar(true, true);
    bar.at("entries", 500, 1000);
    now += SECOND;
    bar.at("entries", 1000, 1000);
    bar.at("events", 10, 40);
    now += SECOND;
    bar.at("events", 20, 40);
    assertTrue(shown().endsWith("20 of 40 events  10/s  0:02 left"), shown());
  }

  private ProgressBar bar(boolean terminal, boolean wanted) {
    var caller =
        new ProcessCaller(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            err,
            Map.of(),
            terminal);
    return new ProgressBar(caller, wanted, () -> now);
  }

  private String shown() {
    return err.toString(UTF_8);
  }
}
