package dev.chit.bench;

import java.time.Duration;
import java.util.Map;

/// One of the two that take turns: our server or a peer, started and ready.
public interface Side extends AutoCloseable {
  String name();

  /// Full load for this long.
  Turn turn(Duration length) throws BenchException, InterruptedException;

  /// What is measured once in a sitting and not in turns, by its name in JSON.
  default Map<String, Double> figures() throws BenchException, InterruptedException {
    return Map.of();
  }

  /// Ends what was started, and deletes what it left.
  @Override
  void close();
}
