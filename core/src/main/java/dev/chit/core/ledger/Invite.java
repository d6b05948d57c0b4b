package dev.chit.core.ledger;

import dev.chit.core.event.InviteHash;

/// An invitation made by the operator; it opens one account.
///
/// @param hash of the code that the operator hands out
/// @param madeIndex log index of the act that made it
/// @param usedIndex log index of the opening that used it, or [Entry#NO_INDEX]
public record Invite(InviteHash hash, long madeIndex, long usedIndex) {
  public boolean isUsed() {
    return usedIndex != Entry.NO_INDEX;
  }

  Invite usedBy(long index) {
    return new Invite(hash, madeIndex, index);
  }
}
