package dev.chit.core.ledger;

/// A certified chit's sum, set aside in its payer's balance.
///
/// @param certifiedIndex log index of the `certified` event
/// @param untilSeconds epoch seconds: the last second in which the chit can be settled
/// @param closedIndex log index of the event that ended it, or [Entry#NO_INDEX] while it is held
public record Hold(long certifiedIndex, long untilSeconds, long closedIndex) {
  public boolean isClosed() {
    return closedIndex != Entry.NO_INDEX;
  }
}
