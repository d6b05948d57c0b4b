package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What an auditor knows from elsewhere, and holds the log against.
///
/// @param server the fingerprint of the server's log key, as it comes with the server's address
/// @param seen checkpoints of this log that were seen before, in any order: the log must have grown
///   from each of them
/// @param balancesMinor what accounts are said to have after the last event, in minor units; those
///   that are not named are not compared
/// @param circulationMinor the sum that members are said to have, in minor units
public record Expected(
    Fingerprint server,
    List<Checkpoint> seen,
    Map<AccountId, Long> balancesMinor,
    OptionalLong circulationMinor) {
  public Expected {
    seen = List.copyOf(seen);
    balancesMinor = Map.copyOf(balancesMinor);
  }

  /// Nothing but whose log it is.
  public static Expected of(Fingerprint server) {
    return new Expected(server, List.of(), Map.of(), OptionalLong.empty());
  }

  public Expected withSeen(List<Checkpoint> checkpoints) {
    return new Expected(server, checkpoints, balancesMinor, circulationMinor);
  }

  public Expected withBalances(Map<AccountId, Long> minor) {
    return new Expected(server, seen, minor, circulationMinor);
  }

  public Expected withCirculation(long minor) {
    return new Expected(server, seen, balancesMinor, OptionalLong.of(minor));
  }
}
