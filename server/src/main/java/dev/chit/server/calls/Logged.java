package dev.chit.server.calls;

import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import dev.chit.wire.v1.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What the ledger wrote of a command.
///
/// @param entry the first one, if the command was repeated
public record Logged(Entry entry, boolean isRepeated) {
  /// Fails with the rule that refused it.
  public static CompletionStage<Logged> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> CompletableFuture.completedStage(new Logged(done.entry(), false));
      case Outcome.Repeated repeated ->
          CompletableFuture.completedStage(new Logged(repeated.first(), true));
      case Outcome.Refused refused ->
          CompletableFuture.failedStage(new RefusedException(Refusals.of(refused.rejection())));
    };
  }

  /// Presents a command that is the same when it is asked for again: nobody can tell what became of
  /// one that failed, and asking again finds out.
  public static CompletionStage<Logged> present(LedgerService ledger, Command command) {
    return ledger
        .submit(command)
        .exceptionally(_ -> new Outcome.Refused(Rejection.BUSY))
        .thenCompose(Logged::of);
  }

  /// The log index of its event.
  public long index() {
    return entry.index();
  }

  /// An event that was logged, with its proof.
  public static Receipt receipt(LedgerService ledger, long index) throws StoreException {
    return ledger
        .receipt(index)
        .map(LedgerMessages::receipt)
        .orElseThrow(() -> new IllegalStateException("no event " + index));
  }
}
