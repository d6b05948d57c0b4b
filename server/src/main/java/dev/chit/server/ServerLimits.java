package dev.chit.server;

import dev.chit.server.blobs.BlobLimits;
import dev.chit.server.mailbox.MailLimits;

/// What one account, connection or address may ask of the server before it is told `busy`, `quota`
/// or `too-large`, and how long a silent connection is kept.
///
/// @param settlesPending of one connection, presented and not yet answered
/// @param connections to the server at once
public record ServerLimits(
    Rates rates,
    MailLimits mail,
    Registrations registrations,
    Silence silence,
    BlobLimits blobs,
    int settlesPending,
    int connections) {

  public static final ServerLimits DEFAULT =
      new ServerLimits(
          new Rates(50_000, 20_000, 1_000),
          new MailLimits(20_000, 256L << 20, 2_048, 4 << 20, 50, 60_000),
          new Registrations(600, 60),
          new Silence(30_000, 90_000),
          BlobLimits.DEFAULT,
          4_096,
          20_000);

  public ServerLimits {
    positive(settlesPending, "settlesPending");
    positive(connections, "connections");
  }

  /// Of one account in a second; twice as many at once after a pause.
  ///
  /// @param envelopesPerSecond sent
  /// @param paymentsPerSecond chits presented
  /// @param queriesPerSecond finds, prekeys, history pages, receipts and proofs asked for
  public record Rates(int envelopesPerSecond, int paymentsPerSecond, int queriesPerSecond) {
    public Rates {
      positive(envelopesPerSecond, "envelopesPerSecond");
      positive(paymentsPerSecond, "paymentsPerSecond");
      positive(queriesPerSecond, "queriesPerSecond");
    }
  }

  /// Registrations asked for by strangers, granted or not; twice as many at once after a pause.
  ///
  /// @param perMinute from everywhere; more are `busy`
  /// @param perAddressPerMinute from one address, or one IPv6 network of 64 bits; more are `quota`
  public record Registrations(int perMinute, int perAddressPerMinute) {
    public Registrations {
      positive(perMinute, "perMinute");
      positive(perAddressPerMinute, "perAddressPerMinute");
    }
  }

  /// How a peer that is gone without a word is noticed.
  ///
  /// @param pingMillis a connection that was silent for so long is asked for a sign of life, and
  ///   closed if none comes for as long again; 1 second or more
  /// @param idleMillis how long a connection is kept on which nothing is asked; more than
  ///   `pingMillis`
  /// @param firstMillis for the first frame of a meeting of devices
  public record Silence(int pingMillis, int idleMillis, int firstMillis) {
    private static final int PING_MILLIS_MIN = 1_000;

    public Silence(int pingMillis, int idleMillis) {
      this(pingMillis, idleMillis, pingMillis);
    }

    public Silence {
      positive(firstMillis, "firstMillis");
      if (pingMillis < PING_MILLIS_MIN || idleMillis <= pingMillis) {
        throw new IllegalArgumentException(
            "ping after %d ms, idle after %d ms (expected: %d or more, and idle after ping)"
                .formatted(pingMillis, idleMillis, PING_MILLIS_MIN));
      }
    }
  }

  private static void positive(long value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " " + value + " (expected: 1 or more)");
    }
  }

  public ServerLimits with(Rates other) {
    return new ServerLimits(
        other, mail, registrations, silence, blobs, settlesPending, connections);
  }

  public ServerLimits with(MailLimits other) {
    return new ServerLimits(
        rates, other, registrations, silence, blobs, settlesPending, connections);
  }

  public ServerLimits with(Registrations other) {
    return new ServerLimits(rates, mail, other, silence, blobs, settlesPending, connections);
  }

  public ServerLimits with(Silence other) {
    return new ServerLimits(rates, mail, registrations, other, blobs, settlesPending, connections);
  }

  public ServerLimits with(BlobLimits other) {
    return new ServerLimits(
        rates, mail, registrations, silence, other, settlesPending, connections);
  }
}
