package dev.chit.client;

import dev.chit.client.proof.CheckpointKeeper;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.watch.Unseen;
import java.time.InstantSource;
import java.util.Optional;

/// Checkpoints in the profile.
final class StoredCheckpoints implements CheckpointKeeper {
  private final ProfileStore store;
  private final Dispatcher dispatcher;
  private final InstantSource clock;

  StoredCheckpoints(ProfileStore store, Dispatcher dispatcher, InstantSource clock) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  @Override
  public Optional<String> newest() throws ChitException, InterruptedException {
    return Optional.of(store.run(Tables::log).getCheckpoint()).filter(note -> !note.isEmpty());
  }

  @Override
  public void keep(String note) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.log(
              tables.log().toBuilder()
                  .setCheckpoint(note)
                  .setCheckpointSeenMillis(clock.millis())
                  .build());
          return true;
        });
  }

  @Override
  public void keepContradiction(String before, String now)
      throws ChitException, InterruptedException {
    store.run(
        tables -> {
          LogRow row = tables.log();
          if (row.getContradiction().isEmpty()) {
            tables.log(row.toBuilder().setCheckpoint(before).setContradiction(now).build());
            Unseen.warn(
                tables,
                "history-rewritten",
                "The server rewrote history: its log is not the one that it signed before."
                    + " Payments stop.");
          }
          return true;
        });
    dispatcher.wake();
  }
}
