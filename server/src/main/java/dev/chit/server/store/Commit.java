package dev.chit.server.store;

import dev.chit.core.ledger.Changes;
import dev.chit.core.log.Tile;
import java.util.List;

/// What one transaction writes.
///
/// @param changes what the rules decided, at least one entry
/// @param events the entries' events as they are encoded, one for each
/// @param tiles those that the batch's events filled
/// @param checkpoint the signed note of the tree that includes the batch
public record Commit(Changes changes, List<byte[]> events, List<Tile> tiles, String checkpoint) {}
