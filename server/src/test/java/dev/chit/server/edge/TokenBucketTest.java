package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TokenBucket bucket = TokenBucket.perSecond(10, 0);

  @Test
  void twiceTheRateIsThereAtOnceAndNotOneMore() {
    assertEquals(20, bucket.take(21, 0));
    assertEquals(0, bucket.take(1, 0));
  }

  @Test
  void itFillsAsTimePasses() {
    assertEquals(20, bucket.take(20, 0));
    assertEquals(5, bucket.take(100, SECOND / 2));
    assertFalse(bucket.isFull(2 * SECOND));
    assertTrue(bucket.isFull(4 * SECOND));
    assertEquals(20, bucket.take(100, 100 * SECOND));
  }

  @Test
  void aRateOfAMinuteFillsInAMinute() {
    TokenBucket slow = TokenBucket.perMinute(10, 0);
    assertEquals(20, slow.take(21, 0));
    assertEquals(0, slow.take(1, 6 * SECOND - 1));
    assertEquals(1, slow.take(2, 6 * SECOND));
  }

  @Test
  void timeThatGoesBackGivesNothing() {
    assertEquals(20, bucket.take(20, SECOND));
    assertEquals(0, bucket.take(1, 0));
    assertEquals(0, bucket.take(1, SECOND));
  }
}
