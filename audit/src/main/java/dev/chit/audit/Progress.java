package dev.chit.audit;

/// Told now and then how far an audit is, on the thread that runs it.
@FunctionalInterface
public interface Progress {
  Progress NONE = events -> {};

  /// @param events checked so far
  void at(long events);
}
