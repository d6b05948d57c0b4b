package dev.chit.client;

import dev.chit.core.MessageId;

/// A message that left: `DELIVERED`, `STORED`, or `WAITING` if the server did not answer in time.
public record SentMessage(MessageId id, MessageState state) {}
