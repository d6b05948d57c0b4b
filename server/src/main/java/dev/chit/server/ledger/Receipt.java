package dev.chit.server.ledger;

import dev.chit.core.ledger.Entry;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.SignedCheckpoint;

/// An event with the proof that the signed tree has it.
public record Receipt(Entry entry, InclusionProof proof, SignedCheckpoint checkpoint) {}
