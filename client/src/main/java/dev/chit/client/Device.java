package dev.chit.client;

import java.time.Instant;

/// A device of this account.
///
/// @param number within the account, 1 or more; never used for another
/// @param label how the member calls it; empty if nobody said
/// @param since when the account first vouched for it
/// @param isThis whether it is this one
public record Device(int number, String label, Instant since, boolean isThis) {}
