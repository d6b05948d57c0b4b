/// TLS 1.3 between parties who know each other by key. Contexts come from [TlsContexts]; whom they
/// trust is said by [ClientTrust], [ServerTrust] and [LinkTrust]; who is at the other end of an
/// established connection is said by [PeerIdentity].
@NullMarked
package dev.chit.crypto.tls;

import org.jspecify.annotations.NullMarked;
