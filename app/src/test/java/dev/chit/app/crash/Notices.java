package dev.chit.app.crash;

import dev.chit.wire.v1.LoggedEvent;
import java.util.HashMap;
import java.util.Map;

/// The events that a member was told of. Guarded by its member.
final class Notices {
  private final String name;
  private final Faults faults;
  private final Map<Long, Long> balances = new HashMap<>();
  private long next;

  Notices(String name, Faults faults) {
    this.name = name;
    this.faults = faults;
  }

  /// The index from which on events are wanted.
  long next() {
    return next;
  }

  /// @param current whether they come by the newest connection, which began at [#next]
  void take(LoggedEvent event, boolean current) {
    Long before = balances.put(event.getIndex(), event.getBalance());
    faults.check(
        before == null || before == event.getBalance(),
        name + " was told of two balances after event " + event.getIndex());
    if (current) {
      faults.check(
          event.getIndex() >= next, name + " was told of event " + event.getIndex() + " twice");
      next = event.getIndex() + 1;
    }
  }

  /// The own balance after each event.
  Map<Long, Long> balances() {
    return Map.copyOf(balances);
  }
}
