package dev.chit.app.tui;

import dev.chit.client.KeyCheck;
import java.time.Instant;

/// A line of the list of people and groups.
///
/// @param asks whether a stranger asks to talk
/// @param fingerprint of their key, in groups of digits; empty for a group
/// @param last when something was said
record Conversation(With with, boolean asks, KeyCheck key, String fingerprint, Instant last) {
  String title() {
    return with.title();
  }
}
