package dev.chit.client;

/// An act of the operator that was logged.
///
/// @param index in the log
public record Administered(long index) {}
