/// Sealing of files, piece by piece: [dev.chit.sessions.file.PieceCipher] seals and opens,
/// [dev.chit.sessions.file.PieceLayout] says which piece lies where. The bytes are fixed in
/// `docs/protocol.md`, section "Files".
@NullMarked
package dev.chit.sessions.file;

import org.jspecify.annotations.NullMarked;
