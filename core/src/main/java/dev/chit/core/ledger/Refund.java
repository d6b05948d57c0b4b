package dev.chit.core.ledger;

import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.chit.Order;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A payment back: an order that refers to a settled chit whose payer and payee are its own, the
/// other way round. A reference that this ledger does not know is a request's id, and no refund.
final class Refund {
  private Refund() {}

  /// The chit that an order would be a refund of, if there were one with the id it refers to.
  static Optional<ChitId> target(Order order) {
    Reference reference = order.reference();
    return reference.equals(Reference.NONE)
        ? Optional.empty()
        : Optional.of(new ChitId(reference.high(), reference.low()));
  }

  /// Whether the order refers to something that this ledger knows.
  static boolean isOne(Order order, Working working) {
    return target(order).map(working::used).isPresent();
  }

  /// Why the order cannot be a refund; null also if it is none.
  static @Nullable Rejection judge(Order order, Working working) {
    if (!isOne(order, working)) {
      return null;
    }
    Entry settled = settled(order, working).orElse(null);
    if (settled == null) {
      return Rejection.BAD_REFERENCE;
    }
    Order refunded = settled.order().orElseThrow();
    if (!refunded.payer().equals(order.payee()) || !refunded.payee().equals(order.payer())) {
      return Rejection.BAD_REFERENCE;
    }
    long leftMinor = refunded.amount().minor() - working.refundedMinor(settled);
    return order.amount().minor() > leftMinor ? Rejection.REFUND_EXCEEDS : null;
  }

  /// Adds what was judged to the sum of the chit's refunds; does nothing if it is no refund.
  static void note(Order order, Working working) {
    settled(order, working)
        .ifPresent(
            settled ->
                working.put(
                    new Refunded(
                        settled.index(), working.refundedMinor(settled) + order.amount().minor())));
  }

  private static Optional<Entry> settled(Order order, Working working) {
    return target(order)
        .map(id -> ChitState.of(working.used(id), working::closing))
        .filter(ChitState.Settled.class::isInstance)
        .map(state -> ((ChitState.Settled) state).entry());
  }
}
