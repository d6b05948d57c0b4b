package dev.chit.client;

import java.util.Optional;

/// A request, with what was just said about it.
///
/// @param state how far the message came: `WAITING` if the server did not answer in time, and the
///   message leaves at the next connection; empty if there was nothing new to say
public record SentRequest(MoneyRequest request, Optional<MessageState> state) {}
