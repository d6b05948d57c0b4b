package dev.chit.client.talk;

import dev.chit.client.MessageState;
import dev.chit.core.MessageId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Callers who wait for the acknowledgement of a message.
final class Waiting {
  private final Map<MessageId, CompletableFuture<MessageState>> callers = new ConcurrentHashMap<>();

  CompletableFuture<MessageState> add(MessageId id) {
    return callers.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  void put(MessageId id, CompletableFuture<MessageState> caller) {
    callers.put(id, caller);
  }

  void remove(MessageId id) {
    callers.remove(id);
  }

  /// Nobody waits any longer.
  void end() {
    callers.values().forEach(caller -> caller.complete(MessageState.WAITING));
  }

  void tell(MessageId id, MessageState state) {
    CompletableFuture<MessageState> caller = callers.get(id);
    if (caller != null) {
      caller.complete(state);
    }
  }
}
