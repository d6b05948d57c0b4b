package dev.chit.server.store.ids;

import java.util.List;

/// When runs are merged: four neighbours of like size become one, so that there are few runs and
/// each id is copied only as often as there are sizes.
final class MergePolicy {
  static final int FAN_IN = 4;

  /// Larger runs stay as they are, which bounds the memory that a merge takes (its filter: 24 MiB).
  static final long MERGED_IDS_MAX = 1L << 24;

  private MergePolicy() {}

  /// The neighbours to merge next, in the order of the log; empty if there are none.
  static List<Run> next(List<Run> runs, int tableIds) {
    for (int end = runs.size(); end >= FAN_IN; end--) {
      List<Run> neighbours = runs.subList(end - FAN_IN, end);
      int size = sizeClass(neighbours.getLast(), tableIds);
      long ids = neighbours.stream().mapToLong(run -> run.header().count()).sum();
      if (ids <= MERGED_IDS_MAX
          && neighbours.stream().allMatch(run -> sizeClass(run, tableIds) == size)) {
        return List.copyOf(neighbours);
      }
    }
    return List.of();
  }

  private static int sizeClass(Run run, int tableIds) {
    int size = 0;
    for (long ids = tableIds; ids < run.header().count(); ids *= FAN_IN) {
      size++;
    }
    return size;
  }
}
