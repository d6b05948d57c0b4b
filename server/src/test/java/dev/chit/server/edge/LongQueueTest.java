package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongQueueTest {
  @Test
  void itIsAQueueHoweverItGrows() {
    var queue = new LongQueue();
    var model = new ArrayDeque<Long>();
    var random = new Random(1);
    for (long i = 0; i < 10_000; i++) {
      if (random.nextInt(5) > 1 || model.isEmpty()) {
        queue.add(i);
        model.add(i);
      } else {
        assertEquals(model.remove(), queue.remove());
      }
    }
    while (!model.isEmpty()) {
      assertEquals(model.remove(), queue.remove());
    }
    assertTrue(queue.isEmpty());
  }
}
