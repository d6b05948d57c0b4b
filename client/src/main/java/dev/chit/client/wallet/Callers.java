package dev.chit.client.wallet;

import dev.chit.client.state.Tables;
import dev.chit.core.ChitId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Who waits for the answer to a chit. Several may wait for the same one.
final class Callers {
  private final ConcurrentHashMap<ChitId, CompletableFuture<Answer>> waiting =
      new ConcurrentHashMap<>();

  CompletableFuture<Answer> add(ChitId chit) {
    return waiting.computeIfAbsent(chit, _ -> new CompletableFuture<>());
  }

  void remove(ChitId chit, CompletableFuture<Answer> answer) {
    waiting.remove(chit, answer);
  }

  /// Nobody waits any longer.
  void end() {
    waiting.values().forEach(caller -> caller.cancel(false));
  }

  boolean contains(ChitId chit) {
    return waiting.containsKey(chit);
  }

  /// Tells them once the answer is on disk.
  void tell(Tables tables, ChitId chit, Answer answer) {
    tables.afterCommit(
        () -> {
          CompletableFuture<Answer> caller = waiting.get(chit);
          if (caller != null) {
            caller.complete(answer);
          }
        });
  }
}
