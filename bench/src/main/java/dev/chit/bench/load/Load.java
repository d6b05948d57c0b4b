package dev.chit.bench.load;

/// Clients that are connected and can be set to work.
public interface Load extends AutoCloseable {
  Meter meter();

  int clients();

  /// Each client keeps its window full from now on: when an item is acknowledged, the next goes
  /// out.
  void run();

  /// No client sends by itself any more.
  void pause();

  /// Items under way, of all clients.
  long underWay();

  @Override
  void close();
}
