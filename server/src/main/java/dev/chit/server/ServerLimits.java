package dev.chit.server;

/// What one account or connection may ask of the server before it is told `busy`, `quota` or
/// `too-large`.
///
/// @param envelopesPerSecond sent by one account; twice as many at once after a pause
/// @param paymentsPerSecond presented by one account; twice as many at once after a pause
/// @param queriesPerSecond finds, prekeys, history pages, receipts and proofs asked for by one
///   account; twice as many at once after a pause
/// @param waitingEnvelopes in one device's mailbox
/// @param waitingBytes in one device's mailbox, envelopes only
/// @param inFlightEnvelopes sent to a connection and not acknowledged; more wait on disk
/// @param inFlightBytes the same in bytes
/// @param storeAfterMillis how long an envelope may be on its way before it is put on disk
/// @param stuckMillis how long a connection may acknowledge nothing while something waits, before
///   it is closed
/// @param settlesPending of one connection, presented and not yet answered
/// @param connections to the server at once
public record ServerLimits(
    int envelopesPerSecond,
    int paymentsPerSecond,
    int queriesPerSecond,
    int waitingEnvelopes,
    long waitingBytes,
    int inFlightEnvelopes,
    int inFlightBytes,
    int storeAfterMillis,
    int stuckMillis,
    int settlesPending,
    int connections) {

  public static final ServerLimits DEFAULT =
      new ServerLimits(
          50_000, 20_000, 1_000, 20_000, 256L << 20, 2_048, 4 << 20, 50, 60_000, 4_096, 20_000);

  public ServerLimits {
    positive(envelopesPerSecond, "envelopesPerSecond");
    positive(paymentsPerSecond, "paymentsPerSecond");
    positive(queriesPerSecond, "queriesPerSecond");
    positive(waitingEnvelopes, "waitingEnvelopes");
    positive(waitingBytes, "waitingBytes");
    positive(inFlightEnvelopes, "inFlightEnvelopes");
    positive(inFlightBytes, "inFlightBytes");
    positive(storeAfterMillis, "storeAfterMillis");
    positive(stuckMillis, "stuckMillis");
    positive(settlesPending, "settlesPending");
    positive(connections, "connections");
  }

  private static void positive(long value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " " + value + " (expected: 1 or more)");
    }
  }
}
