package dev.chit.client;

import dev.chit.core.MessageId;

/// A message to a group that left: `DELIVERED` to everybody, `STORED` for some, `WAITING` if the
/// server did not answer about everybody in time, `REFUSED` for everybody.
///
/// @param delivered devices that have it
/// @param stored devices for which the server keeps it
/// @param refused devices for which the server does not take it
public record SentToGroup(
    MessageId id, MessageState state, int delivered, int stored, int refused) {}
