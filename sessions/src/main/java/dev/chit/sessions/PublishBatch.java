package dev.chit.sessions;

import java.util.List;

/// Prekeys to leave with the server.
///
/// @param signedX25519 replaces the one that the server has
/// @param lastResortKem replaces the one that the server has
/// @param oneTimeX25519 new ones, at most [LocalDevice#ONE_TIME_BATCH_MAX]
/// @param oneTimeKem new ones, at most [LocalDevice#ONE_TIME_BATCH_MAX]
public record PublishBatch(
    Prekey signedX25519,
    Prekey lastResortKem,
    List<Prekey> oneTimeX25519,
    List<Prekey> oneTimeKem) {
  public PublishBatch {
    oneTimeX25519 = List.copyOf(oneTimeX25519);
    oneTimeKem = List.copyOf(oneTimeKem);
  }
}
