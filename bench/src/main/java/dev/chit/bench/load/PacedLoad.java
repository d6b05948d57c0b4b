package dev.chit.bench.load;

/// A load whose items can also be sent one by one, at a rate that somebody else keeps.
public interface PacedLoad extends Load {
  /// One item of one client, whatever its window.
  ///
  /// @param dueNanos when it should have gone out, by the clock of [System#nanoTime]
  void sendOne(int client, long dueNanos);
}
