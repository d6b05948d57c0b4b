package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;

/// Units put into, or taken out of, circulation.
///
/// @param index in the log
/// @param balance of the member right after it, minor units
/// @param circulation what all members hold together right after it, minor units
public record Issued(
    ChitId chit,
    long index,
    String member,
    Amount amount,
    long balance,
    long circulation,
    Unit unit) {}
