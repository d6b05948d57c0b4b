package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.event.ActId;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line of the ledger: a logged event, and what it meant for the accounts concerned.
///
/// @param index its place in the log, from 0
/// @param event what happened
/// @param from the payer, or the operator for an act
/// @param to the payee, or the account that an opening, an act, a device or a closing is about
/// @param closes index of the `certified` event whose hold this ended, or [#NO_INDEX]
public record Entry(long index, Event event, @Nullable Side from, @Nullable Side to, long closes) {

  /// There is no such event.
  public static final long NO_INDEX = -1;

  /// An account's part in an event.
  ///
  /// @param openedIndex which account, by the index of its opening
  /// @param balanceMinor its balance right after, what is held included
  /// @param heldMinor what is held right after
  /// @param previousIndex its event before this one, or [#NO_INDEX]: an account's history is the
  ///   chain of these
  public record Side(
      AccountId account, long openedIndex, long balanceMinor, long heldMinor, long previousIndex) {}

  /// The event as the log has it.
  public byte[] bytes() {
    return EventCodec.encode(event);
  }

  /// The account's part in it, if it has one.
  public Optional<Side> side(AccountId account) {
    if (from != null && from.account().equals(account)) {
      return Optional.of(from);
    }
    return to != null && to.account().equals(account) ? Optional.of(to) : Optional.empty();
  }

  /// Whether units moved by it.
  public boolean isSettlement() {
    return switch (event) {
      case Event.Settled _, Event.Issued _, Event.Retired _ -> true;
      case Event.Created _, Event.Opened _, Event.Administered _ -> false;
      case Event.Certified _, Event.Released _, Event.Revoked _, Event.OfDevice _ -> false;
      case Event.AccountClosed _, Event.Claimed _ -> false;
    };
  }

  /// The order that it is about, if it is about one.
  public Optional<Order> order() {
    return order(event);
  }

  /// The id that it used up: its chit's, or its act's. Both are random and share one space. What
  /// ends a hold uses up no id: that was done when the chit was certified.
  public Optional<ChitId> usedId() {
    return closes == NO_INDEX ? usedId(event) : Optional.empty();
  }

  /// The id that an event used up if it ended no hold.
  public static Optional<ChitId> usedId(Event event) {
    return event instanceof Event.Administered administered
        ? Optional.of(idOf(administered.act().act().id()))
        : order(event).map(Order::id);
  }

  static ChitId idOf(ActId act) {
    return new ChitId(act.high(), act.low());
  }

  private static Optional<Order> order(Event event) {
    return switch (event) {
      case Event.Settled settled -> Optional.of(settled.chit().order());
      case Event.Issued issued -> Optional.of(issued.chit().order());
      case Event.Retired retired -> Optional.of(retired.chit().order());
      case Event.Certified certified -> Optional.of(certified.chit().order());
      case Event.Revoked revoked -> Optional.of(revoked.chit().order());
      case Event.Created _, Event.Opened _, Event.Administered _ -> Optional.empty();
      case Event.Released _, Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ ->
          Optional.empty();
    };
  }
}
