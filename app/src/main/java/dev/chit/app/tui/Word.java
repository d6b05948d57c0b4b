package dev.chit.app.tui;

/// A word that can follow `/`.
///
/// @param namesSomebody whether a person or group follows it
public record Word(String word, String summary, boolean namesSomebody) {}
