package dev.chit.server.mailbox;

import dev.chit.server.mailbox.store.MailStore;

/// How much waits in a mailbox, in memory and on disk together. Guarded by the mailbox's lock.
final class Contents {
  private final MailLimits limits;
  private int envelopes;
  private long bytes;

  Contents(MailLimits limits) {
    this.limits = limits;
  }

  void found(MailStore.Opened mailbox) {
    envelopes = mailbox.count();
    bytes = mailbox.bytes();
  }

  boolean isEmpty() {
    return envelopes == 0;
  }

  /// Whether a letter more is within the bounds.
  boolean hasRoomFor(Letter letter) {
    return envelopes < limits.waitingEnvelopes()
        && bytes + letter.envelope().sizeBytes() <= limits.waitingBytes();
  }

  void added(Letter letter) {
    envelopes++;
    bytes += letter.envelope().sizeBytes();
  }

  void gone(Letter letter) {
    envelopes--;
    bytes -= letter.envelope().sizeBytes();
  }
}
