package dev.chit.sessions;

import org.jspecify.annotations.Nullable;

/// End-to-end sessions between two devices. States go in and come out as immutable values: the
/// caller saves the new ones in one transaction with the message they belong to, *before* an
/// envelope is sent or an opened message is acknowledged. Nothing is kept here.
///
/// ```java
/// switch (sessions.seal(me, peer, null, plain)) {
///   case Sealed sealed -> store.saveAndSend(sealed.peer(), sealed.envelope());
///   case NeedsBundle _ -> takePrekeysThenSealAgain();
///   case SealRefused refused -> show(refused.failure().message());
/// }
/// ```
///
/// Implementations are safe for use by many threads.
public interface Sessions {
  /// Seals a message to the peer's device, in the current session or, if there is none, in a new
  /// one started with the bundle.
  ///
  /// @param bundle looked at only when there is no session; null asks to be told
  SealResult seal(LocalDevice me, PeerState peer, @Nullable PrekeyBundle bundle, Plain plain);

  /// Seals a message in a new session that replaces the others at both ends: the way out when the
  /// other end cannot open what it gets. At most [PeerState#STARTS_PER_HOUR_MAX] starts an hour.
  SealResult startAfresh(LocalDevice me, PeerState peer, PrekeyBundle bundle, Plain plain);

  /// Opens an envelope. Unless it opens and names the right people, no state changes.
  ///
  /// @param from the sender as the server named it; must be the peer
  /// @param envelope at most [#ENVELOPE_BYTES_MAX] bytes
  OpenResult open(LocalDevice me, PeerState peer, DeviceAddress from, byte[] envelope);

  int ENVELOPE_BYTES_MAX = 64 * 1024;
}
