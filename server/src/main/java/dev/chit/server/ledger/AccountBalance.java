package dev.chit.server.ledger;

/// What an account has.
///
/// @param balanceMinor minor units, what is held included
/// @param heldMinor minor units set aside
/// @param logSize the log of this size is reflected, and perhaps some events more
public record AccountBalance(long balanceMinor, long heldMinor, long logSize) {}
