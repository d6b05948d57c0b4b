package dev.chit.server.mailbox;

/// Bounds of one mailbox.
///
/// @param waitingEnvelopes accepted and not acknowledged, in memory and on disk
/// @param waitingBytes the same in bytes
/// @param inFlightEnvelopes sent to the recipient's connection and not acknowledged; as many again
///   may wait for their turn in memory
/// @param inFlightBytes the same in bytes
/// @param storeAfterMillis how long an envelope stays in memory alone
/// @param stuckMillis how long a connection may acknowledge nothing while something waits, before
///   it is closed
public record MailLimits(
    int waitingEnvelopes,
    long waitingBytes,
    int inFlightEnvelopes,
    long inFlightBytes,
    int storeAfterMillis,
    int stuckMillis) {
  public MailLimits {
    positive(waitingEnvelopes, "waitingEnvelopes");
    positive(waitingBytes, "waitingBytes");
    positive(inFlightEnvelopes, "inFlightEnvelopes");
    positive(inFlightBytes, "inFlightBytes");
    positive(storeAfterMillis, "storeAfterMillis");
    positive(stuckMillis, "stuckMillis");
  }

  private static void positive(long value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " " + value + " (expected: 1 or more)");
    }
  }
}
