package dev.chit.core.ledger;

import java.util.Collection;
import java.util.List;

/// What a batch writes, all of it or nothing.
///
/// @param entries new lines of the log, in order, without gaps
/// @param accounts the state after the batch of every account that is new or concerned
/// @param invites the state after the batch of every invitation made or used
/// @param holds the state after the batch of every hold made or ended
/// @param refunds the sum after the batch of every chit that was refunded, or a part of it
/// @param devices the state after the batch of every device added or revoked
public record Changes(
    List<Entry> entries,
    Collection<Account> accounts,
    List<Invite> invites,
    List<Hold> holds,
    List<Refunded> refunds,
    List<Device> devices) {
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
