package dev.chit.server.mailbox.store;

/// Where an envelope is in the file: one integer key of mailbox and sequence, so that a mailbox
/// lies together, in order, and needs no index.
final class Places {
  private static final int SEQUENCE_BITS = 36;
  static final long SEQUENCE_MAX = (1L << SEQUENCE_BITS) - 1;
  static final long MAILBOX_MAX = (1L << (63 - SEQUENCE_BITS)) - 1;

  private Places() {}

  static long of(long mailbox, long sequence) {
    if (mailbox < 1 || mailbox > MAILBOX_MAX || sequence < 0 || sequence > SEQUENCE_MAX) {
      throw new IllegalArgumentException("mailbox " + mailbox + ", sequence " + sequence);
    }
    return mailbox << SEQUENCE_BITS | sequence;
  }

  static long sequence(long place) {
    return place & SEQUENCE_MAX;
  }
}
