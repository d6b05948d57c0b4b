package dev.chit.server.ledger;

import dev.chit.core.ledger.Entry;
import dev.chit.core.log.SignedCheckpoint;
import java.util.List;

/// What one transaction added to the ledger.
///
/// @param entries in the order of the log, at least one
/// @param events the bytes of each entry's event
/// @param checkpoint of the tree that ends with them
public record CommittedBatch(
    List<Entry> entries, List<byte[]> events, SignedCheckpoint checkpoint) {}
