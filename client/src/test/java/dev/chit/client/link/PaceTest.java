package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How fast a contact may send.
final class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void afterABurstItIsSoManyASecond() {
    var pace = new Pace(0);
    assertEquals(0, pace.take(LinkLimits.BURST, 0));
    assertEquals(SECOND, pace.take(LinkLimits.PER_SECOND, 0));
    assertEquals(SECOND, pace.take(LinkLimits.PER_SECOND, SECOND));
  }

  @Test
  void aPauseGivesTheBurstBackAndNoMore() {
    var pace = new Pace(0);
    assertEquals(0, pace.take(LinkLimits.BURST, 0));
    assertEquals(0, pace.take(LinkLimits.BURST, 3_600 * SECOND));
    assertEquals(SECOND, pace.take(LinkLimits.PER_SECOND, 3_600 * SECOND));
  }
}
