package dev.chit.client;

import dev.chit.core.MessageId;

/// A message that left: `DELIVERED`, `STORED`, or `WAITING` if the server did not answer in time.
///
/// @param endToEnd sealed for its recipient; false if the server keeps their key, and reads it
public record SentMessage(MessageId id, MessageState state, boolean endToEnd) {}
