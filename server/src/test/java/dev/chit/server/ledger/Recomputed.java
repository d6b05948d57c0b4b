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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Balances, what is held, ids and root, worked out again from nothing but the events.
final class Recomputed {
  final Map<AccountId, Long> balances = new HashMap<>();

  /// What happened to each chit, and each act: the indexes of its events, in order.
  final Map<ChitId, List<Long>> lives = new HashMap<>();

  private final Map<AccountId, Long> held = new HashMap<>();
  private final Map<ChitId, Order> openHolds = new HashMap<>();
  private final Map<Long, ChitId> certifiedAt = new HashMap<>();
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
      assertEquals(
          recomputed.held.getOrDefault(balance.getKey(), 0L),
          service.balance(balance.getKey()).orElseThrow().heldMinor(),
          () -> "held of " + balance.getKey());
      sum += balance.getValue();
    }
    assertEquals(0, sum);
    return recomputed;
  }

  private void add(byte[] bytes) {
    Event event = decode(bytes);
    long index = tree.append(MerkleTree.leafHash(bytes));
    switch (event) {
      case Event.Created _,
          Event.Opened _,
          Event.OfDevice _,
          Event.AccountClosed _,
          Event.Claimed _ -> {}
      case Event.Administered act -> use(Entry.usedId(act).orElseThrow(), index);
      case Event.Settled settled -> move(settled.chit().order(), index);
      case Event.Issued issued -> move(issued.chit().order(), index);
      case Event.Retired retired -> move(retired.chit().order(), index);
      case Event.Certified certified -> {
        Order order = certified.chit().order();
        use(order.id(), index);
        openHolds.put(order.id(), order);
        certifiedAt.put(index, order.id());
        held.merge(order.payer(), order.amount().minor(), Math::addExact);
      }
      case Event.Released released ->
          release(Objects.requireNonNull(certifiedAt.get(released.certifiedIndex())), index);
      case Event.Revoked revoked -> use(revoked.chit().order().id(), index);
    }
  }

  private void use(ChitId id, long index) {
    assertTrue(!lives.containsKey(id), () -> id + " is used twice");
    lives.put(id, new ArrayList<>(List.of(index)));
  }

  /// A certified chit's id was used up before; its settlement ends its hold.
  private void move(Order order, long index) {
    if (openHolds.containsKey(order.id())) {
      release(order.id(), index);
    } else {
      use(order.id(), index);
    }
    long minor = order.amount().minor();
    balances.merge(order.payer(), -minor, Math::addExact);
    balances.merge(order.payee(), minor, Math::addExact);
  }

  private void release(ChitId id, long index) {
    Order order = openHolds.remove(id);
    assertTrue(order != null, () -> id + " was not held");
    Objects.requireNonNull(lives.get(id)).add(index);
    held.merge(order.payer(), -order.amount().minor(), Math::addExact);
  }

  private static Event decode(byte[] bytes) {
    try {
      return EventCodec.decode(bytes);
    } catch (BadEventException e) {
      throw new AssertionError(e);
    }
  }
}
