package dev.chit.core.ledger;

import dev.chit.core.event.Event;
import dev.chit.core.event.Event.Released.Cause;
import org.jspecify.annotations.Nullable;

/// Where a chit stands, as the log tells it. What leads from one state to another is [ChitLife]'s.
public sealed interface ChitState {

  /// The log does not know its id: if there is such a chit, it is with its holders alone.
  record Unknown() implements ChitState {}

  /// Its money moved.
  ///
  /// @param entry the settlement
  record Settled(Entry entry) implements ChitState {}

  /// Its sum is held for the payee.
  ///
  /// @param entry the `certified` event
  record Certified(Entry entry, long untilSeconds) implements ChitState {
    /// Whether it can no longer be settled.
    public boolean isOver(long nowSeconds) {
      return nowSeconds > untilSeconds;
    }
  }

  /// The payee gave it up, and the sum returned.
  ///
  /// @param entry the `released` event
  record Cancelled(Entry entry) implements ChitState {}

  /// Its time went by, and the sum returned.
  ///
  /// @param entry the `released` event
  record Expired(Entry entry) implements ChitState {}

  /// The payer made it worthless.
  ///
  /// @param entry the `revoked` event
  record Revoked(Entry entry) implements ChitState {}

  /// An operator act has this id: no chit can have it.
  record Taken() implements ChitState {}

  /// Finds the entry that ended a hold.
  @FunctionalInterface
  interface Closings {
    /// @param certified a `certified` entry
    /// @return null if its sum is still held
    @Nullable Entry closing(Entry certified);
  }

  /// @param first the entry that used up the chit's id, or null if there is none
  static ChitState of(@Nullable Entry first, Closings closings) {
    if (first == null) {
      return new Unknown();
    }
    return switch (first.event()) {
      case Event.Settled _, Event.Issued _, Event.Retired _ -> new Settled(first);
      case Event.Revoked _ -> new Revoked(first);
      case Event.Certified certified -> {
        Entry closing = closings.closing(first);
        yield closing == null ? new Certified(first, certified.untilSeconds()) : ended(closing);
      }
      case Event.Administered _ -> new Taken();
      case Event.Created _, Event.Opened _, Event.Released _ ->
          throw new IllegalStateException("event " + first.index() + " uses up no id");
      case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ ->
          throw new IllegalStateException("event " + first.index() + " uses up no id");
    };
  }

  private static ChitState ended(Entry closing) {
    if (!(closing.event() instanceof Event.Released released)) {
      return new Settled(closing);
    }
    return switch (released.cause()) {
      case Cause.Cancelled _ -> new Cancelled(closing);
      case Cause.Expired _ -> new Expired(closing);
    };
  }
}
