package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TokenBucket bucket = new TokenBucket(10, 0);

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
  void timeThatGoesBackGivesNothing() {
    assertEquals(20, bucket.take(20, SECOND));
    assertEquals(0, bucket.take(1, 0));
    assertEquals(0, bucket.take(1, SECOND));
  }
}
