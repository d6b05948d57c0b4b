package dev.chit.client;

import dev.chit.core.Unit;

/// The server at a glance.
///
/// @param circulation what all members hold together, minor units
/// @param metrics the metrics page, OpenMetrics text
public record ServerStats(
    long accounts,
    long online,
    long logSize,
    long circulation,
    Unit unit,
    long envelopesWaiting,
    long uptimeSeconds,
    String metrics) {}
