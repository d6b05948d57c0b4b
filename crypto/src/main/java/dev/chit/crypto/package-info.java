/// Keys and what they vouch for: Ed25519 by the best provider there is ([Ed25519], [SigningKey]),
/// statements about devices ([DeviceStatement]), and the certificates that carry both into TLS
/// ([IdentityCertificate], [ServerCertificate]).
///
/// Nothing here trusts a name, a date or a third party: a key is good because another key said so,
/// or because its [Fingerprint] is the one expected.
@NullMarked
package dev.chit.crypto;

import org.jspecify.annotations.NullMarked;
