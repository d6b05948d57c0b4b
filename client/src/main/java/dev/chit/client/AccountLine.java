package dev.chit.client;

import dev.chit.core.AccountId;
import java.time.Instant;

/// One account as the operator sees it; amounts in minor units.
///
/// @param held of the balance, what is set aside for certified chits
/// @param auditor may export the log
/// @param closed its member has ended it
public record AccountLine(
    String name,
    AccountId account,
    long balance,
    long held,
    boolean frozen,
    boolean custodial,
    SpendingLimits limits,
    boolean auditor,
    boolean online,
    boolean closed,
    Instant openedAt) {}
