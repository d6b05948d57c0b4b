package dev.chit.app.command;

import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountName;
import java.util.List;

/// Tells contacts that what they wrote was shown on a screen.
final class ReadMarking {
  private ReadMarking() {}

  /// What cannot be told now is told when the conversation is shown again.
  static void shown(ChitClient client, Incoming incoming) {
    try {
      if (incoming instanceof Incoming.Message message && message.asksToTalk().isEmpty()) {
        client.conversations().shown(new AccountName(message.from()), List.of(message.id()));
      }
      if (incoming instanceof Incoming.GroupMessage message) {
        client.groups().shown(message.group(), List.of(message.id()));
      }
      if (incoming instanceof Incoming.File(SharedFile file)) {
        client.files().shown(List.of(file));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception later) {
      // Nothing is lost but the mark.
    }
  }
}
