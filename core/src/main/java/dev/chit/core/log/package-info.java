/// The Merkle log: hashing as RFC 6962 §2.1, proofs as RFC 9162 §2.1.3 and §2.1.4, checkpoints and
/// tiles as C2SP's signed-note, tlog-checkpoint and tlog-tiles have them.
///
/// A writer keeps a [LogFrontier] and a [TileEdge]; a reader builds proofs from stored tiles with a
/// [ProofBuilder]; a verifier needs an [InclusionProof] or [ConsistencyProof] and a
/// [SignedCheckpoint]. A verifier answers true only if everything that it needs is there and right.
@NullMarked
package dev.chit.core.log;

import org.jspecify.annotations.NullMarked;
