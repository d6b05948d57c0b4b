package dev.chit.server.cosigning;

import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.server.ledger.LedgerService;
import java.io.IOException;
import java.util.function.Consumer;

/// The log that witnesses are shown.
interface WitnessedLog {
  /// The newest.
  SignedCheckpoint checkpoint();

  ConsistencyProof consistency(long from, long to) throws IOException;

  /// @param grown called with each new checkpoint, on a thread that must not wait
  void onGrowth(Consumer<SignedCheckpoint> grown);

  static WitnessedLog of(LedgerService ledger) {
    return new WitnessedLog() {
      @Override
      public SignedCheckpoint checkpoint() {
        return ledger.checkpoint();
      }

      @Override
      public ConsistencyProof consistency(long from, long to) throws IOException {
        return ledger.consistency(from, to);
      }

      @Override
      public void onGrowth(Consumer<SignedCheckpoint> grown) {
        ledger.onCommit(batch -> grown.accept(batch.checkpoint()));
      }
    };
  }
}
