package dev.chit.bench;

import java.time.Duration;

/// One of the two that take turns: our server or a peer, started and ready.
public interface Side extends AutoCloseable {
  String name();

  /// Full load for this long.
  Turn turn(Duration length) throws BenchException, InterruptedException;

  /// Ends what was started, and deletes what it left.
  @Override
  void close();
}
