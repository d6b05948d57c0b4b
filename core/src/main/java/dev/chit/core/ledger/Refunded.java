package dev.chit.core.ledger;

/// What was refunded of a settled chit so far.
///
/// @param settledIndex log index of the settlement
/// @param minor sum of the refunds in minor units, 1 to the chit's amount
public record Refunded(long settledIndex, long minor) {}
