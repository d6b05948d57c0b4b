package dev.chit.server.ledger;

/// What an operator looks at.
///
/// @param accounts the operator's included
/// @param logSize events in the log
/// @param circulationMinor what members hold together
/// @param queued commands waiting
/// @param batches transactions since the start
/// @param commands decided since the start
/// @param refused of these, by a rule
public record LedgerStats(
    long accounts,
    long logSize,
    long circulationMinor,
    int queued,
    long batches,
    long commands,
    long refused) {}
