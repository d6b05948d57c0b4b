package dev.chit.client;

import dev.chit.core.AccountId;
import java.time.Instant;

/// One account as the operator sees it; amounts in minor units.
public record AccountLine(
    String name,
    AccountId account,
    long balance,
    long held,
    boolean frozen,
    boolean custodial,
    boolean online,
    Instant openedAt) {}
