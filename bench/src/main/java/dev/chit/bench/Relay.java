package dev.chit.bench;

/// What both sides of the figures of messages have in common.
final class Relay {
  /// What a person wrote: the size of a message to a broker that does not seal it.
  static final int PLAINTEXT_BYTES = 256;

  /// The fixed rate at which delivery is timed.
  static final int PACED_PER_SECOND = 5_000;

  private Relay() {}
}
