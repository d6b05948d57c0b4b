package dev.chit.audit;

import dev.chit.core.chit.Order;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums that are set aside, by the number of their chit and by the event that set them aside.
final class Holds {
  /// @param chit its number in the [ChitTable]
  /// @param untilSeconds the last second in which it can be settled
  record Hold(int chit, long certifiedIndex, Order order, long untilSeconds) {
    boolean isOver(long timeMillis) {
      return Math.floorDiv(timeMillis, 1000L) > untilSeconds;
    }
  }

  private final Map<Integer, Hold> byChit = new HashMap<>();
  private final Map<Long, Hold> byIndex = new HashMap<>();

  void add(Hold hold) {
    byChit.put(hold.chit(), hold);
    byIndex.put(hold.certifiedIndex(), hold);
  }

  @Nullable Hold of(int chit) {
    return byChit.get(chit);
  }

  @Nullable Hold at(long certifiedIndex) {
    return byIndex.get(certifiedIndex);
  }

  void remove(Hold hold) {
    byChit.remove(hold.chit());
    byIndex.remove(hold.certifiedIndex());
  }
}
