package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.ChitId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdIndexTest {
  @Test
  void itAgreesWithAMapOfObjects() {
    var random = new Random(4);
    var ids = new IdIndex();
    Map<ChitId, Integer> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long high = random.nextInt(4);
      long low = random.nextInt(50_000);
      var id = new ChitId(high, low);
      assertEquals(model.getOrDefault(id, -1), ids.find(high, low));
      if (!model.containsKey(id)) {
        assertEquals(model.size(), ids.add(high, low));
        model.put(id, model.size());
      }
    }
  }

  @Test
  void zeroIsAnIdLikeAnother() {
    var ids = new IdIndex();
    assertEquals(-1, ids.find(0, 0));
    assertEquals(0, ids.add(0, 0));
    assertEquals(0, ids.find(0, 0));
    assertEquals(-1, ids.find(0, 1));
  }
}
