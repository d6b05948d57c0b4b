package dev.chit.server.store.ids;

/// Ids in ascending order with the indexes of their events, held in memory.
final class SortedIds implements IdCursor {
  private final long[] fields;
  private int end;
  private int at = -FIELDS;

  private static final int FIELDS = 3;

  SortedIds(int idsMax) {
    fields = new long[FIELDS * idsMax];
  }

  void add(long high, long low, long index) {
    fields[end] = high;
    fields[end + 1] = low;
    fields[end + 2] = index;
    end += FIELDS;
  }

  @Override
  public long count() {
    return end / FIELDS;
  }

  @Override
  public boolean next() {
    at += FIELDS;
    return at < end;
  }

  @Override
  public long high() {
    return fields[at];
  }

  @Override
  public long low() {
    return fields[at + 1];
  }

  @Override
  public long index() {
    return fields[at + 2];
  }
}
