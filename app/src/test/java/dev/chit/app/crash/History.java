package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import dev.chit.wire.v1.Delivery;
import java.util.HashMap;
import java.util.Map;

/// The messages that reached a member, each once, by its id. Guarded by its member.
final class History {
  private final String name;
  private final Faults faults;
  private final Map<ByteString, ByteString> senders = new HashMap<>();
  private final Map<ByteString, Long> lastNumber = new HashMap<>();
  private int repeats;
  private int outOfOrder;

  History(String name, Faults faults) {
    this.name = name;
    this.faults = faults;
  }

  void take(Delivery delivery) {
    ByteString id = delivery.getId();
    faults.check(
        Words.areWhole(id, delivery.getEnvelope()), name + " got a message that is not whole");
    ByteString before = senders.putIfAbsent(id, delivery.getSender());
    if (before != null) {
      repeats++;
      faults.check(before.equals(delivery.getSender()), name + " got a message from two senders");
      return;
    }
    long number = Words.number(delivery.getEnvelope());
    Long last = lastNumber.put(delivery.getSender(), number);
    outOfOrder += last != null && last > number ? 1 : 0;
  }

  /// Who each message is from.
  Map<ByteString, ByteString> senders() {
    return Map.copyOf(senders);
  }

  boolean has(ByteString id) {
    return senders.containsKey(id);
  }

  /// Deliveries of what was there already.
  int repeats() {
    return repeats;
  }

  /// Messages that came after one that the same sender had sent later.
  int outOfOrder() {
    return outOfOrder;
  }
}
