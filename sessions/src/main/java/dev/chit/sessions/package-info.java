/// End-to-end sessions between two devices. The door is [dev.chit.sessions.Sessions]; what goes
/// through it are immutable states ([dev.chit.sessions.LocalDevice],
/// [dev.chit.sessions.PeerState]), plain messages and envelopes. Saved states and envelopes carry a
/// version; their bytes are fixed in `docs/protocol.md`, section "Sessions".
///
/// Messages to a group are sealed with a [dev.chit.sessions.SenderKey] and opened with the
/// [dev.chit.sessions.ReceivedSenderKey] that its share makes; section "Sender keys".
@NullMarked
package dev.chit.sessions;

import org.jspecify.annotations.NullMarked;
