package dev.chit.server.backup;

/// Is told how far it is. Called by several threads, one at a time for each `what`.
@FunctionalInterface
public interface Progress {
  Progress NONE = (_, _, _) -> {};

  /// @param what one of a few words for a person, such as a file's name
  /// @param done so much of `total`, as far as can be told
  void at(String what, long done, long total);
}
