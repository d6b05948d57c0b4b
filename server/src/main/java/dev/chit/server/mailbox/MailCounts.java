package dev.chit.server.mailbox;

import java.util.concurrent.atomic.LongAdder;

/// What went through the mailboxes since the start.
public final class MailCounts {
  final LongAdder accepted = new LongAdder();
  final LongAdder deliveredStraight = new LongAdder();
  final LongAdder stored = new LongAdder();
  final LongAdder refused = new LongAdder();

  /// Envelopes taken from senders.
  public long accepted() {
    return accepted.sum();
  }

  /// Envelopes that their recipients acknowledged before they were stored.
  public long deliveredStraight() {
    return deliveredStraight.sum();
  }

  /// Envelopes written to disk.
  public long stored() {
    return stored.sum();
  }

  /// Envelopes that were not taken.
  public long refused() {
    return refused.sum();
  }
}
