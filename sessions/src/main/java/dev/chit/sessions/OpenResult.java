package dev.chit.sessions;

/// What came of opening an envelope.
public sealed interface OpenResult {
  /// Both states are to be saved together with the message, then it may be acknowledged.
  ///
  /// @param me the same instance unless one-time prekeys were used up
  /// @param start whether this message started a session
  /// @param consumed the one-time prekeys that `me` no longer has
  record Opened(LocalDevice me, PeerState peer, Plain plain, Start start, Consumed consumed)
      implements OpenResult {}

  /// No state changed.
  record NotOpened(OpenFailure failure) implements OpenResult {}

  enum Start {
    /// The message belongs to a session that was there before.
    NONE,
    /// The peer started a session.
    ORDINARY,
    /// The peer started a session to replace those before: it could not open what it got, or lost
    /// its state.
    AFRESH
  }

  /// Ids of used one-time prekeys; 0 where none was used. `lastResort` says that the KEM prekey of
  /// last resort stood in, so it is time to publish more.
  record Consumed(int oneTimeX25519, int oneTimeKem, boolean lastResort) {
    static final Consumed NOTHING = new Consumed(0, 0, false);
  }
}
