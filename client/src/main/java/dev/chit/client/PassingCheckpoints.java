package dev.chit.client;

import dev.chit.client.proof.CheckpointKeeper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checkpoints of one sitting, kept in memory.
final class PassingCheckpoints implements CheckpointKeeper {
  private volatile @Nullable String newest;

  @Override
  public Optional<String> newest() {
    return Optional.ofNullable(newest);
  }

  @Override
  public void keep(String note) {
    newest = note;
  }

  @Override
  public void keepContradiction(String before, String now) {
    newest = before;
  }
}
