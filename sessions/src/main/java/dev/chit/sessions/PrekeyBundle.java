package dev.chit.sessions;

import dev.chit.crypto.DeviceStatement;
import org.jspecify.annotations.Nullable;

/// What the server hands out of a device's prekeys to one who wants to start a session. Nothing in
/// it is believed before it was checked against the peer's logged statement.
///
/// @param device the statement that the server says the device has
/// @param oneTimeX25519 null when they have run out
/// @param kem a one-time prekey, or the last resort
public record PrekeyBundle(
    DeviceStatement device,
    Prekey signedX25519,
    @Nullable Prekey oneTimeX25519,
    Prekey kem,
    boolean kemIsLastResort) {}
