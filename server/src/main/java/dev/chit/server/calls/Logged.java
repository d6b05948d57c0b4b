package dev.chit.server.calls;

import dev.chit.core.ledger.Outcome;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import dev.chit.wire.v1.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What the ledger wrote of a command.
public final class Logged {
  private Logged() {}

  /// The log index of a command's event, or of the first one if it was repeated; fails with the
  /// rule that refused it.
  public static CompletionStage<Long> index(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> CompletableFuture.completedStage(done.entry().index());
      case Outcome.Repeated repeated -> CompletableFuture.completedStage(repeated.first().index());
      case Outcome.Refused refused ->
          CompletableFuture.failedStage(new RefusedException(Refusals.of(refused.rejection())));
    };
  }

  /// An event that was logged, with its proof.
  public static Receipt receipt(LedgerService ledger, long index) throws StoreException {
    return ledger
        .receipt(index)
        .map(LedgerMessages::receipt)
        .orElseThrow(() -> new IllegalStateException("no event " + index));
  }
}
