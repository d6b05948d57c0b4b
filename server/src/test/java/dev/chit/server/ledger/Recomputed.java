package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.ledger.Entry;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.server.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Balances, ids and root, worked out again from nothing but the events.
final class Recomputed {
  final Map<AccountId, Long> balances = new HashMap<>();
  final Map<ChitId, Long> used = new HashMap<>();
  private final LogFrontier tree = LogFrontier.empty();

  /// Reads the whole log and checks that balances, root and size are what the service says.
  static Recomputed check(LedgerService service) throws StoreException {
    var recomputed = new Recomputed();
    long size = service.checkpoint().size();
    for (List<byte[]> page = service.events(0, 1000);
        !page.isEmpty();
        page = service.events(recomputed.tree.size(), 1000)) {
      page.forEach(recomputed::add);
    }
    assertEquals(size, recomputed.tree.size());
    assertEquals(service.checkpoint().root(), recomputed.tree.root());
    long sum = 0;
    for (var balance : recomputed.balances.entrySet()) {
      assertEquals(
          balance.getValue(),
          service.balance(balance.getKey()).orElseThrow().balanceMinor(),
          () -> "balance of " + balance.getKey());
      sum += balance.getValue();
    }
    assertEquals(0, sum);
    return recomputed;
  }

  private void add(byte[] bytes) {
    Event event = decode(bytes);
    long index = tree.append(MerkleTree.leafHash(bytes));
    Entry.usedId(event)
        .ifPresent(id -> assertTrue(used.put(id, index) == null, () -> id + " is used twice"));
    Optional<Order> order = new Entry(index, event, null, null, Entry.NO_INDEX).order();
    if (order.isPresent()) {
      long minor = order.get().amount().minor();
      balances.merge(order.get().payer(), -minor, Math::addExact);
      balances.merge(order.get().payee(), minor, Math::addExact);
    }
  }

  private static Event decode(byte[] bytes) {
    try {
      return EventCodec.decode(bytes);
    } catch (BadEventException e) {
      throw new AssertionError(e);
    }
  }
}
