package dev.chit.sessions;

/// What came of sealing.
public sealed interface SealResult {
  /// @param peer to be saved before the envelope is sent
  /// @param envelope at most [Sessions#ENVELOPE_BYTES_MAX] bytes
  /// @param startedSession whether the bundle was used
  record Sealed(PeerState peer, byte[] envelope, boolean startedSession) implements SealResult {}

  /// There is no session yet: take a bundle from the server and seal again.
  record NeedsBundle() implements SealResult {}

  record SealRefused(SealFailure failure) implements SealResult {}
}
