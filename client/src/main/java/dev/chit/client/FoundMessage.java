package dev.chit.client;

/// A message that was looked for.
///
/// @param with the other's name, or `#` and the group's
public record FoundMessage(String with, HistoryMessage message) {}
