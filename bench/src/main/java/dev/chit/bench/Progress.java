package dev.chit.bench;

/// Told now and then how far something is that takes long.
@FunctionalInterface
public interface Progress {
  Progress NONE = (what, done, total) -> {};

  /// @param what is counted, as `entries`
  /// @param done of them so far; equal to `total` when it is over
  void at(String what, long done, long total);
}
