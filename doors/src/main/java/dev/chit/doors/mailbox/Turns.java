package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Lets each client fetch once at a time, so that no message is handed out by two fetches.
final class Turns {
  /// A fetch waits so long for the one before it.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ConcurrentHashMap<AccountId, CompletableFuture<Void>> last =
      new ConcurrentHashMap<>();

  /// A fetch whose turn it is, until it ends.
  record Turn(CompletableFuture<Void> ended) {
    void end() {
      ended.complete(null);
    }
  }

  /// Waits for the fetch before; fails if that took too long.
  CompletionStage<Turn> next(AccountId client) {
    var mine = new CompletableFuture<Void>();
    CompletableFuture<Void> before = last.put(client, mine);
    var _ = mine.whenComplete((_, _) -> last.remove(client, mine));
    if (before == null) {
      return CompletableFuture.completedStage(new Turn(mine));
    }
    CompletableFuture<Void> waiting =
        before.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    var _ =
        waiting.whenComplete(
            (_, late) -> {
              if (late != null) {
                var _ = before.whenComplete((_, _) -> mine.complete(null));
              }
            });
    return waiting.thenApply(_ -> new Turn(mine));
  }
}
