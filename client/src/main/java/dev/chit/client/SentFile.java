package dev.chit.client;

/// A file that the server has.
///
/// @param state how far the message about it came: `WAITING` if the server did not answer in time,
///   and it leaves at the next connection
public record SentFile(SharedFile file, MessageState state) {}
