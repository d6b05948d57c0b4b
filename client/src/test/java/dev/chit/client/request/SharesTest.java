package dev.chit.client.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Amount;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SharesTest {
  @Test
  void sharesAddUpAndDifferByOneAtMost() {
    var random = new SplittableRandom(11);
    for (int round = 0; round < 1000; round++) {
      var total = new Amount(random.nextLong(1, Amount.MINOR_MAX));
      int parts = (int) random.nextLong(1, Math.min(100, total.minor()) + 1);
      List<Amount> shares = Shares.of(total, parts);
      assertEquals(parts, shares.size());
      assertEquals(total.minor(), shares.stream().mapToLong(Amount::minor).sum());
      for (int i = 1; i < parts; i++) {
        long more = shares.get(i - 1).minor() - shares.get(i).minor();
        assertTrue(more == 0 || more == 1, "the first ones carry what is over");
      }
      assertTrue(shares.getFirst().minor() - shares.getLast().minor() <= 1);
    }
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertEquals(List.of(new Amount(1), new Amount(1)), Shares.of(new Amount(2), 2));
    assertThrows(IllegalArgumentException.class, () -> Shares.of(new Amount(2), 3));
    assertThrows(IllegalArgumentException.class, () -> Shares.of(new Amount(2), 0));
  }
}
