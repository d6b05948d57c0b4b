package dev.chit.core.ledger;

import dev.chit.core.Salt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The circumstances in which a batch is decided.
///
/// @param terms the ledger's, or null before it is created
/// @param invitationOnly whether opening an account takes an invitation
/// @param nowMillis the time of all of the batch's events, since the epoch
/// @param nextIndex how many events the log has
/// @param salts one is taken for each event, in order
public record Moment(
    @Nullable LedgerTerms terms,
    boolean invitationOnly,
    long nowMillis,
    long nextIndex,
    Supplier<Salt> salts) {}
