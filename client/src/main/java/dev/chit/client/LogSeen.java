package dev.chit.client;

import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.v1.LogRow;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/// What a client has seen of the server's log: one growing tree, or a contradiction.
///
/// @param logKey the ledger's; its fingerprint is the server's
/// @param newest the newest checkpoint that agrees with all before it
/// @param seenAt when that came, by this machine's clock; empty if it was not noted
/// @param contradiction a checkpoint that the same key signed and that cannot be of the same tree
public record LogSeen(
    VerifyKey logKey,
    SignedCheckpoint newest,
    Optional<Instant> seenAt,
    Optional<SignedCheckpoint> contradiction) {

  /// The server's fingerprint.
  public Fingerprint ledger() {
    return Fingerprint.ofKey(logKey);
  }

  /// Whether all checkpoints seen so far were of one growing tree.
  public boolean isConsistent() {
    return contradiction.isEmpty();
  }

  static LogSeen of(LedgerTerms terms, LogRow row) {
    return new LogSeen(
        terms.logKey(),
        signed(row.getCheckpoint(), terms),
        row.getCheckpointSeenMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(row.getCheckpointSeenMillis())),
        row.getContradiction().isEmpty()
            ? Optional.empty()
            : Optional.of(signed(row.getContradiction(), terms)));
  }

  private static SignedCheckpoint signed(String note, LedgerTerms terms) {
    try {
      return SignedCheckpoint.verify(note, terms.origin(), terms.logKey(), Ed25519.verifier());
    } catch (BadCheckpointException e) {
      throw new IllegalStateException("a checkpoint that was verified when it was kept", e);
    }
  }
}
