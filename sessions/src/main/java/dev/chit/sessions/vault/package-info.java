/// Keys and rows at rest on a member's machine: one random data key, wrapped under a passphrase or
/// kept in a file that only its owner can read; see `docs/protocol.md`, section "Vault".
@NullMarked
package dev.chit.sessions.vault;

import org.jspecify.annotations.NullMarked;
