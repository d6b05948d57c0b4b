package dev.chit.server.ledger;

import dev.chit.core.ledger.Limits;

/// What an account has, and may spend.
///
/// @param balanceMinor minor units, what is held included
/// @param heldMinor minor units set aside
/// @param logSize the log of this size is reflected, and perhaps some events more
/// @param limits what it may pay at once and in a day
/// @param spentTodayMinor what it has paid and certified today, UTC
public record AccountBalance(
    long balanceMinor, long heldMinor, long logSize, Limits limits, long spentTodayMinor) {}
