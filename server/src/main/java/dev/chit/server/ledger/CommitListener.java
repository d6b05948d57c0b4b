package dev.chit.server.ledger;

/// Hears of every batch once it is on disk, in order, after the batch's futures were completed.
@FunctionalInterface
public interface CommitListener {
  /// Called on one thread, which completes futures too: hand anything slow over.
  void committed(CommittedBatch batch);

  /// Called when all that follows from a batch was said, also from one in which nothing happened.
  default void told() {}
}
