package dev.chit.server.store.ids;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Several cursors as one.
final class MergedIds implements IdCursor {
  private static final Comparator<IdCursor> BY_ID =
      (a, b) -> {
        int byHigh = Long.compareUnsigned(a.high(), b.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a.low(), b.low());
      };

  private final PriorityQueue<IdCursor> behind;
  private final long count;
  private IdCursor current;

  MergedIds(List<IdCursor> cursors) {
    behind = new PriorityQueue<>(cursors.size(), BY_ID);
    count = cursors.stream().mapToLong(IdCursor::count).sum();
    for (IdCursor cursor : cursors) {
      if (cursor.next()) {
        behind.add(cursor);
      }
    }
    current = new SortedIds(0);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public boolean next() {
    if (current.next()) {
      behind.add(current);
    }
    IdCursor smallest = behind.poll();
    if (smallest == null) {
      return false;
    }
    current = smallest;
    return true;
  }

  @Override
  public long high() {
    return current.high();
  }

  @Override
  public long low() {
    return current.low();
  }

  @Override
  public long index() {
    return current.index();
  }
}
