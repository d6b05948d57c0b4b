package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {
  @Test
  void itAgreesWithASetOfObjects() {
    var random = new Random(4);
    var ids = new IdSet();
    Set<ChitId> model = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      long high = random.nextInt(4);
      long low = random.nextInt(50_000);
      assertEquals(model.add(new ChitId(high, low)), ids.add(high, low));
    }
  }

  @Test
  void zeroIsAnIdLikeAnother() {
    var ids = new IdSet();
    assertTrue(ids.add(0, 0));
    assertFalse(ids.add(0, 0));
    assertTrue(ids.add(0, 1));
    assertTrue(ids.add(1, 0));
    assertFalse(ids.add(1, 0));
  }
}
