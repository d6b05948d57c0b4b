package dev.chit.server.ledger;

import java.nio.file.Path;
import java.time.InstantSource;

/// How a ledger is run.
///
/// @param clock what events are dated by and expiry is judged by
/// @param invitationOnly whether opening an account takes an invitation
/// @param queueMax commands waiting; one more is refused as `busy`
/// @param batchMax commands in one transaction
/// @param checkpointFile where the last signed checkpoint is kept, outside the database
public record LedgerSettings(
    InstantSource clock, boolean invitationOnly, int queueMax, int batchMax, Path checkpointFile) {
  public static final int QUEUE_MAX = 1 << 14;
  public static final int BATCH_MAX = 1 << 10;

  public LedgerSettings {
    if (queueMax < 1 || batchMax < 1) {
      throw new IllegalArgumentException(
          "queue of " + queueMax + ", batch of " + batchMax + " (expected: 1 or more)");
    }
  }

  /// The settings of a server with that data directory.
  public static LedgerSettings in(Path directory) {
    return new LedgerSettings(
        InstantSource.system(), false, QUEUE_MAX, BATCH_MAX, directory.resolve("checkpoint"));
  }

  public LedgerSettings withInvitationOnly(boolean only) {
    return new LedgerSettings(clock, only, queueMax, batchMax, checkpointFile);
  }

  public LedgerSettings withClock(InstantSource newClock) {
    return new LedgerSettings(newClock, invitationOnly, queueMax, batchMax, checkpointFile);
  }

  public LedgerSettings withBounds(int newQueueMax, int newBatchMax) {
    return new LedgerSettings(clock, invitationOnly, newQueueMax, newBatchMax, checkpointFile);
  }
}
