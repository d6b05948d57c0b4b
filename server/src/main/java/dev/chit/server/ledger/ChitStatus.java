package dev.chit.server.ledger;

import dev.chit.core.chit.Order;
import dev.chit.core.ledger.ChitState;
import dev.chit.core.ledger.Entry;
import java.util.OptionalLong;

/// Where a chit stands that the ledger knows.
///
/// @param entry what brought it there
/// @param untilSeconds epoch seconds: the last second in which it can or could be settled, if it
///   was certified
/// @param refundedMinor what was refunded of it
public record ChitStatus(
    Order order, ChitState state, Entry entry, OptionalLong untilSeconds, long refundedMinor) {}
