package dev.chit.client;

import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.WitnessCheck;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client has seen of the server's log: one growing tree, or a contradiction.
///
/// @param logKey the ledger's; its fingerprint is the server's
/// @param newest the newest checkpoint that agrees with all before it
/// @param seenAt when that came, by this machine's clock; empty if it was not noted
/// @param contradiction a checkpoint that the same key signed and that cannot be of the same tree
/// @param witnesses those that this profile requires
/// @param notWitnessed why the log does not count as witnessed, a sentence; empty if it does, or if
///   no witness is required
public record LogSeen(
    VerifyKey logKey,
    SignedCheckpoint newest,
    Optional<Instant> seenAt,
    Optional<SignedCheckpoint> contradiction,
    List<Witness> witnesses,
    Optional<String> notWitnessed) {
  public LogSeen {
    witnesses = List.copyOf(witnesses);
  }

  /// A witness that is required.
  ///
  /// @param signedSize how many events the newest checkpoint had that all of them signed; 0 if none
  /// @param signedAt when this one signed it, by its own clock
  public record Witness(WitnessKey key, long signedSize, Optional<Instant> signedAt) {}

  /// The server's fingerprint.
  public Fingerprint ledger() {
    return Fingerprint.ofKey(logKey);
  }

  /// Whether all checkpoints seen so far were of one growing tree.
  public boolean isConsistent() {
    return contradiction.isEmpty();
  }

  static LogSeen of(LedgerTerms terms, Tables tables) throws SQLException {
    LogRow row = tables.log();
    return new LogSeen(
        terms.logKey(),
        signed(row.getCheckpoint(), terms),
        row.getCheckpointSeenMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(row.getCheckpointSeenMillis())),
        row.getContradiction().isEmpty()
            ? Optional.empty()
            : Optional.of(signed(row.getContradiction(), terms)),
        witnesses(WitnessCheck.required(tables), row.getWitnessed(), terms),
        Optional.of(row.getNotWitnessed()).filter(why -> !why.isEmpty()));
  }

  private static List<Witness> witnesses(
      List<WitnessKey> required, String witnessed, LedgerTerms terms) {
    if (witnessed.isEmpty()) {
      return required.stream().map(key -> new Witness(key, 0, Optional.empty())).toList();
    }
    SignedCheckpoint signed = signed(witnessed, terms);
    return required.stream()
        .map(key -> new Witness(key, signed.size(), Optional.of(signedAt(signed, key))))
        .toList();
  }

  private static Instant signedAt(SignedCheckpoint signed, WitnessKey key) {
    try {
      return Cosignature.of(signed, key, Ed25519.verifier())
          .map(cosignature -> Instant.ofEpochSecond(cosignature.timeSeconds()))
          .orElseThrow(() -> new IllegalStateException("a cosignature that was there when kept"));
    } catch (BadCheckpointException e) {
      throw new IllegalStateException("a cosignature that was verified when it was kept", e);
    }
  }

  private static SignedCheckpoint signed(String note, LedgerTerms terms) {
    try {
      return SignedCheckpoint.verify(note, terms.origin(), terms.logKey(), Ed25519.verifier());
    } catch (BadCheckpointException e) {
      throw new IllegalStateException("a checkpoint that was verified when it was kept", e);
    }
  }
}
