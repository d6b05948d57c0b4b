package dev.chit.client;

/// Hears how far a file is. Called often, by the thread that asked for the transfer.
@FunctionalInterface
public interface FileProgress {
  FileProgress NONE = (_, _) -> {};

  /// @param done bytes, those of an earlier attempt included; may become less when a part must be
  ///   repeated
  void at(long done, long total);
}
