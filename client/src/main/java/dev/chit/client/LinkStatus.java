package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// Direct links as they are.
///
/// @param allowed whether the member allows them
/// @param port where this process listens; empty if it does not
/// @param peers with whom there is one now
public record LinkStatus(boolean allowed, OptionalInt port, List<Peer> peers) {
  public LinkStatus {
    peers = List.copyOf(peers);
  }

  /// A contact's device at the other end of a link.
  ///
  /// @param dialled whether this end dialled
  public record Peer(
      AccountName name, AccountId account, int device, boolean dialled, Instant since) {}
}
