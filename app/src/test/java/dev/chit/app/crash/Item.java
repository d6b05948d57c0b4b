package dev.chit.app.crash;

import dev.chit.core.chit.Order;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.Settle;

/// Something that a member has asked for and has no answer to: it is asked for again, the very
/// same, after every interruption.
sealed interface Item {
  /// @param hopeless more than anybody has: to be refused, always
  record Payment(Settle settle, Order order, boolean hopeless) implements Item {}

  record Message(Send send) implements Item {}
}
